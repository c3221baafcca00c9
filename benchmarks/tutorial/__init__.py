"""The tutorial's gallery, written anew from its description, to be measured against."""
