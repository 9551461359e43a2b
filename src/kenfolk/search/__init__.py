"""Finds photos by who is in them, when, where and how many; keeps searches. Never says who a face is, never keeps a picture it was shown."""
