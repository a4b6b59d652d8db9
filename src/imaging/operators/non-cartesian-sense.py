"""What BART reconstructs of radial samples of three coils by conjugate gradients, `pics -l2`."""
# Repeats within 1e-2: what BART computes depends on processor and threads.

import json
import pathlib
import subprocess
import tempfile

import numpy as np

SIZE, SPOKES, SAMPLES, MATRIX, COILS = 24, 11, 32, 20, 3
REGULARIZATION, ITERATIONS = 0.02, 6  # more of them amplify the last bits of threads


def write(path, array):
    """BART's files: the first dimension runs fastest."""
    path.with_suffix(".hdr").write_text("# Dimensions\n" + " ".join(map(str, array.shape)) + "\n")
    array.astype(np.complex64).flatten(order="F").tofile(path.with_suffix(".cfl"))


def formula(*shape):
    """[coil, spoke, sample] of planar numbers, as our side has them."""
    i = np.arange(2 * np.prod(shape), dtype=float)
    parts = np.sin(0.37 * i**2 + 0.1).reshape(shape[0], 2, *shape[1:])
    return parts[:, 0] + 1j * parts[:, 1]


def maps():
    row, column = np.mgrid[:SIZE, :SIZE] / SIZE - 0.5
    coil = np.arange(COILS)[:, None, None]
    return np.cos(row + coil) * 0.6 + 0.5j * np.sin(2 * column - coil)


angle = np.pi * np.arange(SPOKES)[:, None] / SPOKES
r = (np.arange(SAMPLES) - SAMPLES // 2) * MATRIX / SAMPLES
k = np.stack([r * np.cos(angle), r * np.sin(angle), 0 * r * angle])
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    write(folder / "k", k.transpose(0, 2, 1))
    write(folder / "samples", formula(COILS, SPOKES, SAMPLES).transpose(2, 1, 0)[None])
    write(folder / "maps", maps().transpose(1, 2, 0)[:, :, None])
    words = ["pics", "-l2", "-r", str(REGULARIZATION), "-i", str(ITERATIONS), "-w", "1", "-t", "k", "samples", "maps", "image"]
    subprocess.run(["bart", *words], cwd=folder, check=True, capture_output=True)
    image = np.fromfile(folder / "image.cfl", np.complex64).reshape(SIZE, SIZE, order="F")

numbers = [float(f"{v:.6g}") for v in np.concatenate([image.real.ravel(), image.imag.ravel()])]
print(
    json.dumps(
        dict(
            size=SIZE, spokes=SPOKES, samples=SAMPLES, matrix=MATRIX, coils=COILS,
            regularization=REGULARIZATION, iterations=ITERATIONS, image=numbers,
        )
    )
)
