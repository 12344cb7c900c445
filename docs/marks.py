#!/usr/bin/env python3
"""Draws the two logos and the signature of the example cases as PNG files.

    docs/marks.py cases

Each picture is a rule that says how dark a point is; a pixel is the mean of sixteen points, so edges are
smooth. Standard library only.
"""

import struct
import sys
import zlib
from pathlib import Path

POINTS = [(i + 0.5) / 4 for i in range(4)]


def png(path, width, height, pixel):
    """Writes a picture of RGBA pixels; `pixel` gives one at a column and a row."""
    rows = b"".join(
        b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    dense = struct.pack(">IIB", 11811, 11811, 1)  # 300 dots an inch
    parts = [(b"IHDR", head), (b"pHYs", dense), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n"
    for name, body in parts:
        data += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    path.write_bytes(data)


def cover(inside, x, y):
    """The share of a pixel's points that lie inside."""
    return sum(inside(x + dx, y + dy) for dx in POINTS for dy in POINTS) / 16


def flat(inside, colour):
    """A figure of one colour on nothing."""
    return lambda x, y: (*colour, round(255 * cover(inside, x, y)))


def halden(x, y):
    """A ring with an H whose bar is a raised wave."""
    x, y = (x - 120) / 120, (y - 120) / 120
    far = (x * x + y * y) ** 0.5
    if 0.86 < far < 0.97:
        return True
    stems = 0.30 < abs(x) < 0.44 and abs(y) < 0.50
    bar = abs(x) < 0.44 and abs(y - 0.22 * x * (1 - x * x * 4)) < 0.065
    return stems or bar


def brackley(x, y):
    """A dovetail: three tails that fit into three pins, with the gap of a saw between them."""
    x, y = x / 60, y / 60
    if not (0.1 < x < 3.9 and 0.1 < y < 3.9):
        return False
    inset = 0.28 * (2.0 - y) if 1.2 < y < 2.8 else 0.0
    if 1.2 < y < 2.8:
        nearest = min(abs(x - (0.73 + 1.27 * k)) for k in range(3))
        return abs(nearest - (0.42 - inset * 0.5)) > 0.035
    return not (abs(y - 1.2) < 0.035 or abs(y - 2.8) < 0.035)


STROKES = [
    [(70, 190), (110, 40), (150, 30), (128, 120), (96, 205), (150, 110), (205, 92), (182, 150)],
    [(182, 150), (190, 185), (232, 118), (246, 132), (236, 168), (262, 166), (282, 128), (300, 132)],
    [(300, 132), (292, 176), (330, 150), (346, 120), (352, 176), (392, 148), (420, 96), (452, 60)],
    [(452, 60), (430, 150), (424, 196), (470, 150), (520, 128), (585, 140)],
    [(60, 206), (240, 214), (430, 206), (600, 190)],
]


def along(points, steps=240):
    """Points on the smooth curve through all of the given ones (Catmull-Rom)."""
    ends = [points[0], *points, points[-1]]
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:]):
        for step in range(steps):
            t = step / steps
            yield tuple(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
                for a, b, c, d in zip(p0, p1, p2, p3)
            )


def ink(width, height):
    """How dark the pen left each pixel; it presses harder where it goes down."""
    dark = [[0.0] * width for _ in range(height)]
    for stroke in STROKES:
        last = None
        for x, y in along(stroke):
            down = 0.0 if last is None else max(0.0, y - last[1])
            press = 1.7 + min(1.8, down * 0.5)
            last = (x, y)
            for row in range(max(0, int(y - 5)), min(height, int(y + 6))):
                for column in range(max(0, int(x - 5)), min(width, int(x + 6))):
                    far = ((column - x) ** 2 + (row - y) ** 2) ** 0.5
                    dark[row][column] = max(dark[row][column], min(1.0, max(0.0, press + 0.6 - far)))
    return dark


def main():
    folder = Path(sys.argv[1])
    png(folder / "halden.png", 240, 240, flat(halden, (24, 64, 92)))
    png(folder / "brackley.png", 240, 240, flat(brackley, (112, 62, 28)))
    dark = ink(660, 240)
    png(folder / "brackley-signature.png", 660, 240, lambda x, y: (22, 32, 84, round(255 * dark[y][x])))


if __name__ == "__main__":
    main()
