"""Colour profiles as cameras put them into photos."""

import struct

import numpy as np
from PIL import ImageCms


def make_profile(red: tuple[float, float], green: tuple[float, float], blue: tuple[float, float]) -> bytes:
    """A display profile with these primaries, white D65 and gamma 2.2, written by hand: a matrix and three curves."""

    def xyz(x, y):
        return np.array([x / y, 1, (1 - x - y) / y])

    to_d50 = np.array([[1.0479, 0.0229, -0.0502], [0.0296, 0.9904, -0.0171], [-0.0092, 0.0151, 0.7519]])
    matrix = np.stack([xyz(*red), xyz(*green), xyz(*blue)], axis=1)
    columns = to_d50 @ (matrix * np.linalg.solve(matrix, xyz(0.3127, 0.3290)))

    def fixed(values):
        return struct.pack(">3i", *(round(value * 65536) for value in values))

    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256)) + bytes(2)
    tags = {b"wtpt": b"XYZ " + bytes(4) + fixed([0.9642, 1, 0.8249])}
    for letter, column in zip(b"rgb", columns.T, strict=True):
        tags[bytes([letter]) + b"XYZ"] = b"XYZ " + bytes(4) + fixed(column)
        tags[bytes([letter]) + b"TRC"] = curve
    place, table, body = 132 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        table += name + struct.pack(">II", place + len(body), len(value))
        body += value
    header = bytearray(128)
    header[8:24] = struct.pack(">I", 0x02100000) + b"mntrRGB XYZ "
    header[36:40] = b"acsp"
    header[68:80] = fixed([0.9642, 1, 0.8249])
    profile = bytes(header) + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(profile)) + profile[4:]


DISPLAY_P3 = make_profile((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE_LIKE = make_profile((0.640, 0.330), (0.210, 0.710), (0.150, 0.060))
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
