"""Who is at the keyboard? Nothing yet: whoever reaches the port is the owner."""
