"""What scikit-image makes of parallel projections of three smooth spots, and of their filtered back-projection."""

import json
import warnings

import numpy as np
from skimage.transform import iradon, radon

warnings.simplefilter("ignore")
SIZE, ANGLES = 33, np.arange(0, 180, 10.0)


def spots(size):
    """Three Gaussian spots by a formula that both sides know."""
    row, column = np.mgrid[:size, :size] - size // 2
    spot = lambda r, c, width: np.exp(-((row - r) ** 2 + (column - c) ** 2) / (2 * width**2))
    return spot(-4, 5, 3) + 0.5 * spot(6, 2, 2) + 0.8 * spot(1, -7, 2.5)


def numbers(array):
    return [float(f"{value:.6g}") for value in np.asarray(array).ravel()]


sinogram = radon(spots(SIZE), ANGLES, circle=True)
windows = ["ramp", "shepp-logan", "cosine", "hamming", "hann"]
print(
    json.dumps(
        dict(
            size=SIZE,
            angles=ANGLES.tolist(),
            sinogram=numbers(sinogram.T),
            images={w: numbers(iradon(sinogram, ANGLES, filter_name=w, circle=False, output_size=SIZE)[8:25:2, 8:25:2]) for w in windows},
        )
    )
)
