"""From a museum's API or a list of addresses to a folder of pictures, slowly and resumably."""
