#!/usr/bin/python3
"""Draws small sets of digits as IDX files: seven-segment figures, moved about, with noise. make_digits.py FOLDER TRAIN TEST"""
import os
import random
import struct
import sys

SEGMENTS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
LINES = {"a": (0, 0, 1, 0), "b": (1, 0, 1, 1), "c": (1, 1, 1, 2), "d": (0, 2, 1, 2), "e": (0, 1, 0, 2), "f": (0, 0, 0, 1), "g": (0, 1, 1, 1)}


def draw(digit, dice):
    picture = bytearray(dice.randrange(30) for _ in range(28 * 28))
    left, top = dice.randrange(6, 12), dice.randrange(3, 7)
    for segment in SEGMENTS[digit]:
        x0, y0, x1, y1 = LINES[segment]
        for step in range(10):
            x = left + 8 * x0 + 8 * (x1 - x0) * step // 9
            y = top + 9 * y0 + 9 * (y1 - y0) * step // 9
            for near in (0, 1, 28, 29):
                picture[y * 28 + x + near] = 200 + dice.randrange(56)
    return picture


def write(folder, name, count, dice):
    labels = bytes(i % 10 for i in range(count))
    with open(os.path.join(folder, f"{name}-labels-idx1-ubyte"), "wb") as file:
        file.write(struct.pack(">II", 0x801, count) + labels)
    with open(os.path.join(folder, f"{name}-images-idx3-ubyte"), "wb") as file:
        file.write(struct.pack(">IIII", 0x803, count, 28, 28) + b"".join(draw(label, dice) for label in labels))


if __name__ == "__main__":
    dice = random.Random(7)
    os.makedirs(sys.argv[1], exist_ok=True)
    write(sys.argv[1], "train", int(sys.argv[2]), dice)
    write(sys.argv[1], "t10k", int(sys.argv[3]), dice)
