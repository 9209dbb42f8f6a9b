#!/usr/bin/python3
"""A worker of the SciPy pool: convolves its share of a set of images, each with a filter of its own, and says how far it is.

The images are 8-bit: one of SIZE x SIZE takes SIZE * SIZE bytes. They are made, and converted to floating point, one at a time.
"""
import argparse
import sys

EVERY = 16  # images between two lines


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worker", type=int, default=0, help="which of the workers this is")
    parser.add_argument("--workers", type=int, default=1, help="how many share the images")
    parser.add_argument("--images", type=int, required=True, help="images in all")
    parser.add_argument("--size", type=int, default=1024, help="rows and columns of an image")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        import numpy
        from scipy import signal
    except ImportError as missing:
        sys.exit(f"the Python module {missing.name} is missing: install Debian's python3-{missing.name}")

    mine = range(options.worker, options.images, options.workers)
    checksum = 0.0
    for done, number in enumerate(mine, 1):
        random = numpy.random.default_rng([options.seed, number])
        image = random.integers(0, 256, (options.size, options.size), dtype=numpy.uint8)
        weights = random.random((4, 4))
        result = signal.convolve2d(image.astype(numpy.float32), weights.astype(numpy.float32), mode="same")[::5, ::5]
        checksum += float(result.mean())
        if done % EVERY == 0 or done == len(mine):
            print(f"images {done} of {len(mine)}", flush=True)
    print(f"final images: {len(mine)} mean: {checksum / max(1, len(mine)):.4f}", flush=True)


if __name__ == "__main__":
    main()
