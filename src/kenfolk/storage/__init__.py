"""Bytes by key. Owns where files lie; knows nothing of what they mean."""
