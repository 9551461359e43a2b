"""Links for guests. Nothing yet."""
