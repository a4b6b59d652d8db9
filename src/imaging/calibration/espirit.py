"""ESPIRiT maps by BART's ecalib, of coils made by formulas (test/formula-coils.ts)."""
# Repeats within 5e-2: what BART computes depends on processor and threads.

import json
import os
import subprocess
import tempfile

import numpy as np


def formula_coils(coils, rows, columns):
    y = (2 * np.arange(rows) / rows - 1)[:, None]
    x = (2 * np.arange(columns) / columns - 1)[None, :]
    scene = np.exp(-(((x * x + y * y) / 0.49) ** 16)) * (1 + 0.3 * np.cos(25 * x + 13 * y))
    images = []
    for coil in range(coils):
        angle = 2 * np.pi * coil / coils
        cos, sin = np.cos(angle), np.sin(angle)
        size = np.exp(-((x - cos) ** 2 + (y - sin) ** 2) / 2)
        images.append(scene * size * np.exp(1j * (angle + 0.5 * (x * cos - y * sin))))
    shifted = np.fft.ifftshift(np.stack(images), axes=(1, 2))
    return np.fft.fftshift(np.fft.fft2(shifted, norm="ortho"), axes=(1, 2))


def write(name, array):
    with open(name + ".hdr", "w") as header:
        header.write("# Dimensions\n" + " ".join(str(n) for n in array.shape) + "\n")
    array.astype(np.complex64).ravel(order="F").tofile(name + ".cfl")


def read(name):
    with open(name + ".hdr") as header:
        shape = [int(n) for n in header.read().split("\n")[1].split()]
    return np.fromfile(name + ".cfl", np.complex64).reshape(shape, order="F")


def numbers(values):
    return [float(f"{v:.6g}") for v in np.ravel(values)]


def case(coils, rows, columns, *, kernel=6, region=24, sets=1):
    kspace = formula_coils(coils, rows, columns)
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("kspace", "maps", "values")]
        write(paths[0], kspace.transpose(1, 2, 0)[:, :, None, :])
        options = [f"-m{sets}", "-k", str(kernel), "-r", str(region)]
        subprocess.run(["bart", "ecalib", *options, *paths], check=True, stdout=subprocess.DEVNULL)
        maps = read(paths[1]).reshape(rows, columns, coils, sets, order="F")
        values = read(paths[2]).reshape(rows, columns, sets, order="F").real
    maps = maps.transpose(3, 2, 0, 1)
    return dict(
        coils=coils,
        rows=rows,
        columns=columns,
        kernel=kernel,
        region=region,
        sets=sets,
        maps=numbers(np.stack([maps.real, maps.imag], 2)),
        values=numbers(values.transpose(2, 0, 1)),
    )


print(json.dumps([case(3, 20, 16, kernel=4, region=12), case(4, 15, 18, kernel=3, region=11), case(4, 16, 16, kernel=4, region=12, sets=2)]))
