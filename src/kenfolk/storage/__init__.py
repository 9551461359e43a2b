"""Bytes by key. Owns where files lie; knows nothing of what they mean.

A key is text that names a file below a root, its parts separated by "/". Every name the operating system allows
has exactly one key, and no key leads out of the root. Links to folders are never walked: what they show is found
under its own name when it lies in the root, and is somebody else's otherwise.
"""
