"""Rows for tests: `from factories.faces import make_face`. Each needs a write session and flushes, so ids are there."""
