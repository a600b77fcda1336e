#!/usr/bin/env python3
"""Draws color.png and outline.png, the two icons of the Teams app, from the console's mark (src/BackoutBot.Console/Assets/mark.svg).

Teams asks for a full-colour icon of 192x192 and a white outline of 32x32 on transparent ground. Run it again after the mark changed.
"""
import math
import pathlib
import struct
import zlib

ACCENT = (0x24, 0x56, 0xD6)
HALF_STROKE = 1.1

# The mark in the SVG's 24x24 units: an arrow that turns back.
LINES = [((8.2, 7.2), (14, 7.2)), ((14, 16), (7.5, 16)), ((10.6, 4.3), (7.4, 7.2)), ((7.4, 7.2), (10.6, 10.1))]
ARC_CENTRE, ARC_RADIUS = (14, 11.6), 4.4
MARK_CENTRE = (13, 10.2)


def distance(x, y):
    """How far a point is from the mark's centre line."""
    nearest = math.inf
    for (ax, ay), (bx, by) in LINES:
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
        along = min(1, max(0, along))
        nearest = min(nearest, math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)))
    if x >= ARC_CENTRE[0]:
        nearest = min(nearest, abs(math.hypot(x - ARC_CENTRE[0], y - ARC_CENTRE[1]) - ARC_RADIUS))
    return nearest


def coverage(column, row, size, span):
    """How much of a pixel the stroke covers: 0 to 1. The icon is a window of `span` units around the mark."""
    unit = span / size
    x = MARK_CENTRE[0] + (column + 0.5 - size / 2) * unit
    y = MARK_CENTRE[1] + (row + 0.5 - size / 2) * unit
    return min(1, max(0, (HALF_STROKE - distance(x, y)) / unit + 0.5))


def png(path, size, pixel):
    rows = b"".join(b"\0" + b"".join(bytes(pixel(column, row)) for column in range(size)) for row in range(size))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def color(column, row):
    white = coverage(column, row, 192, 24)
    return *(round(ground + (255 - ground) * white) for ground in ACCENT), 255


def outline(column, row):
    return 255, 255, 255, round(255 * coverage(column, row, 32, 17))


if __name__ == "__main__":
    folder = pathlib.Path(__file__).parent
    png(folder / "color.png", 192, color)
    png(folder / "outline.png", 32, outline)
