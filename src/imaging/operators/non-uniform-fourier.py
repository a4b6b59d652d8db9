"""What BART's non-uniform Fourier transform makes of radial and spiral samples, forward and adjoint.

At the very edge of k-space BART drops what is beyond its grid: the trajectories keep away from there. Its own
transform is good to about 1e-3, its direct sum (exact) to single precision. Images and samples are
x[i] = sin(0.37 i² + 0.1) for all their numbers in our order, so that both sides know them.
"""
# Repeats within 1e-2: what BART computes depends on processor and threads.

import json
import pathlib
import subprocess
import tempfile

import numpy as np


def write(path, array):
    """BART's files: the first dimension runs fastest."""
    path.with_suffix(".hdr").write_text("# Dimensions\n" + " ".join(map(str, array.shape)) + "\n")
    array.astype(np.complex64).flatten(order="F").tofile(path.with_suffix(".cfl"))


def read(path):
    shape = [int(n) for n in path.with_suffix(".hdr").read_text().splitlines()[1].split()]
    return np.fromfile(path.with_suffix(".cfl"), np.complex64).reshape(shape, order="F")


def formula(*shape):
    i = np.arange(2 * np.prod(shape), dtype=float)
    parts = np.sin(0.37 * i**2 + 0.1).reshape(2, *shape)
    return parts[0] + 1j * parts[1]


def radial(spokes, samples, matrix):
    angle = np.pi * np.arange(spokes)[:, None] / spokes
    r = (np.arange(samples) - samples // 2) * matrix / samples
    return np.stack([r * np.cos(angle), r * np.sin(angle)])


def bart(folder, *words):
    subprocess.run(["bart", *words], cwd=folder, check=True, capture_output=True)


def case(rows, columns, spokes, samples, matrix):
    k = radial(spokes, samples, matrix)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        # coordinates first, then samples, then spokes
        write(folder / "k", np.concatenate([k, 0 * k[:1]]).transpose(0, 2, 1))
        write(folder / "image", formula(rows, columns))
        write(folder / "samples", formula(spokes, samples).T[None])
        bart(folder, "nufft", "-s", "k", "image", "exact")
        bart(folder, "nufft", "k", "image", "forward")
        bart(folder, "nufft", "-a", f"-d{rows}:{columns}:1", "k", "samples", "adjoint")
        parts = lambda z: [float(f"{v:.6g}") for v in np.concatenate([z.real.ravel(), z.imag.ravel()])]
        spokes_first = lambda z: z.reshape(samples, spokes).T
        return dict(
            image=[rows, columns], spokes=spokes, samples=samples, matrix=matrix,
            exact=parts(spokes_first(read(folder / "exact")) / np.sqrt(rows * columns)),  # BART leaves it as it is
            forward=parts(spokes_first(read(folder / "forward"))),
            adjoint=parts(read(folder / "adjoint").reshape(rows, columns)),
        )


print(json.dumps([case(16, 16, 5, 16, 12), case(20, 14, 7, 24, 12)]))
