"""Addresses of pictures. They change when the picture does, so a browser may keep what it has for ever."""

import zlib


def chip_url(face_id: int, *, chip_key: str | None, box: tuple[float, float, float, float]) -> str:
    """Return the address of a face's picture."""
    version = zlib.crc32(f"{chip_key} {box}".encode())
    return f"/api/faces/{face_id}/chip?v={version:08x}"


def photo_url(photo_id: int, picture: str, *, sha256: str | None) -> str:
    """Return the address of a photo as `picture`: thumb, image or original."""
    version = f"?v={sha256[:12]}" if sha256 else ""
    return f"/api/photos/{photo_id}/{picture}{version}"
