"""Labels in and out. Nothing yet."""
