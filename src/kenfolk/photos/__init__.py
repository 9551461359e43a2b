"""What files do we have? Owns sources, scanning, watching, uploads, and the pictures made of photos.

A user's folder is only ever read. A photo is its content: it keeps its number, and with it the names in it, when its
file is moved, renamed, gone for a while, or its whole folder leaves the library and comes back. Nothing is taken for
gone while its folder cannot be reached. This room never looks for faces.
"""
