"""numpy's own random numbers, and with them the line masks that fastMRI 0.3 defines (fastmri/data/subsample.py)."""
import json

import numpy as np

SEEDS = [0, 42, 2**32 - 1, [102, 105, 108, 101], [7], list(range(700))]


def numbers(seed):
    """A few of every kind of draw, beyond the first block of 624 words."""
    rng = np.random.RandomState(seed)
    integers = [int(rng.randint(0, high)) for high in [1, 2, 3, 4, 5, 100, 2**20 + 1, 2**31 + 5] * 4]
    return dict(seed=seed, integers=integers, uniform=rng.uniform(size=400)[::23].tolist())


def spaced(kind, n, r, low, offset, rng):
    """The lines outside the center."""
    if kind == "random":
        return rng.uniform(size=n) < (n / r - low) / (n - low)
    lines = np.zeros(n)
    if kind == "equispaced":
        lines[rng.randint(0, high=round(r)) if offset is None else offset :: r] = 1
    elif kind == "equispaced_fraction":
        step = (r * (low - n)) / (low * r - n)
        first = rng.randint(0, high=round(step)) if offset is None else offset
        lines[np.around(np.arange(first, n - 1, step)).astype(np.uint)] = 1
    else:
        o = rng.randint(0, high=r) if offset is None else offset
        positive, negative = np.zeros((n + 1) // 2), np.zeros(n // 2)
        positive[(o + 1 if o % 2 == 0 else o + 2) :: r] = 1
        negative[(o + 2 if o % 2 == 0 else o - 1) :: r] = 1
        lines = np.fft.fftshift(np.concatenate((positive, negative[::-1])))
    return lines


def mask(kind, columns, accelerations, fractions, seed, offset=None):
    rng = np.random.RandomState(seed)
    choice = rng.randint(len(fractions))
    r = accelerations[choice]
    low = round(columns * fractions[choice])
    if kind == "magic_fraction":
        target = round(columns / r)
        low = max(min(low, target), 1)
        r = round(columns / (target - low))
    lines = np.asarray(spaced(kind, columns, r, low, offset, rng), dtype=int)
    pad = (columns - low + 1) // 2
    lines[pad : pad + low] = 1
    options = dict(columns=columns, acceleration=accelerations, centerFraction=fractions, seed=seed)
    if offset is not None:
        options["offset"] = offset
    return dict(kind=kind, options=options, lines="".join(map(str, lines)), calibrationLines=low)


CASES = [
    (368, [4], [0.08], 42),
    (372, [8], [0.04], 3),
    (320, [4, 8], [0.08, 0.04], list(map(ord, "file1000031.h5"))),
    (151, [4, 6, 8], [0.08, 0.06, 0.04], 11),
    (128, [4], [0.08], 1, 2),
    (129, [5], [0.05], 1, 3),
]
KINDS = ["random", "equispaced", "equispaced_fraction", "magic", "magic_fraction"]
print(json.dumps(dict(numpy=[numbers(seed) for seed in SEEDS], masks=[mask(kind, *case) for kind in KINDS for case in CASES])))
