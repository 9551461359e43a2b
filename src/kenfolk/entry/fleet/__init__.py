"""Server mode: several processes on one library. The database is the list, Redis carries a few batches (decision 17)."""
