"""What files do we have? Owns sources, scanning, uploads and thumbnails; never looks for faces."""
