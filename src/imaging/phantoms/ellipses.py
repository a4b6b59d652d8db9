"""Bessel functions by scipy, and the Shepp-Logan phantom's k-space by the FFT of a fine grid of area fractions."""
import json

import numpy as np
from scipy.special import j1

xs = [0, 1e-6, 0.5, 1, 3.8317, 7, 13.9, 14.1, 20, 55.5, 300, 2000.25, -2.5]

TOFT = [
    [1, 0.69, 0.92, 0, 0, 0],
    [-0.8, 0.6624, 0.874, 0, -0.0184, 0],
    [-0.2, 0.11, 0.31, 0.22, 0, -18],
    [-0.2, 0.16, 0.41, -0.22, 0, 18],
    [0.1, 0.21, 0.25, 0, 0.35, 0],
    [0.1, 0.046, 0.046, 0, 0.1, 0],
    [0.1, 0.046, 0.046, 0, -0.1, 0],
    [0.1, 0.046, 0.023, -0.08, -0.605, 0],
    [0.1, 0.023, 0.023, 0, -0.606, 0],
    [0.1, 0.023, 0.046, 0.06, -0.605, 0],
]


def kspace(rows, columns, fine):
    """Point samples of a grid `fine` times as dense, transformed; the central rows × columns."""
    m, n = rows * fine, columns * fine
    y = -2 * (np.arange(m) - m // 2)[:, None] / m
    x = 2 * (np.arange(n) - n // 2)[None, :] / n
    image = np.zeros((m, n))
    for value, a, b, x0, y0, angle in TOFT:
        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        u, v = c * (x - x0) + s * (y - y0), c * (y - y0) - s * (x - x0)
        image += value * ((u / a) ** 2 + (v / b) ** 2 <= 1)
    full = np.fft.fftshift(np.fft.fft2(np.fft.ifftshift(image), norm="ortho")) / fine
    return full[m // 2 - rows // 2 :, n // 2 - columns // 2 :][:rows, :columns]


sampled = kspace(24, 20, 128)
print(
    json.dumps(
        dict(
            j1=[[x, float(j1(x))] for x in xs],
            sheppLogan=dict(
                rows=24,
                columns=20,
                real=[round(float(v), 6) for v in sampled.real.ravel()],
                imag=[round(float(v), 6) for v in sampled.imag.ravel()],
            ),
        )
    )
)
