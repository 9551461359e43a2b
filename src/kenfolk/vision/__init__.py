"""Arrays in, arrays out. Owns decoding, detection, alignment, embedding and similarity; never a database, HTTP or settings."""
