"""Kenfolk: a private photo library that learns who your people are."""

__version__ = "0.1.0"
