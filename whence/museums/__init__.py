"""Where works come from: the clients of the museums."""
