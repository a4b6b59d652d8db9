"""What BART's pics makes of a formula-made acquisition: four coils, lines, every third and the central twelve.

`-w 1` leaves the data as they are, `-n` turns random shifts off: then nothing of BART is left to chance.
"""
# Repeats within 1e-2: what BART computes depends on processor and threads.
import json
import subprocess
import tempfile

import numpy as np

ROWS, COLUMNS, COILS = 48, 40, 4


def acquisition():
    r, c = np.meshgrid((np.arange(ROWS) - 24) / 24, (np.arange(COLUMNS) - 20) / 20, indexing="ij")
    inside = lambda y, x, a, b: ((r - y) / a) ** 2 + ((c - x) / b) ** 2 < 1
    image = inside(0, 0, 0.8, 0.7) * 0.6 + inside(0.2, 0.1, 0.3, 0.2) * 0.4 - inside(-0.3, -0.2, 0.2, 0.25) * 0.3
    image = image * np.exp(1j * (0.7 * r - 0.4 * c))
    angles = 2 * np.pi * np.arange(COILS) / COILS
    maps = np.stack([np.exp(-((r - np.sin(a)) ** 2 + (c - np.cos(a)) ** 2) + 1j * a * c) for a in angles])
    maps /= np.sqrt((abs(maps) ** 2).sum(0))
    shifted = np.fft.ifftshift(maps * image, axes=(1, 2))
    kspace = np.fft.fftshift(np.fft.fft2(shifted, norm="ortho"), axes=(1, 2))
    i = np.arange(kspace.size).reshape(kspace.shape)
    kspace = kspace + 0.02 * (np.sin(0.7 * i * i) + 1j * np.cos(0.3 * i * i + 1))
    lines = np.arange(COLUMNS)
    mask = (lines % 3 == 0) | (abs(lines - 19.5) < 6)
    return kspace * mask, maps


def write(path, coils):
    """[coil, row, column] as BART's readout, phase encoding, partition, coil."""
    shape = [ROWS, COLUMNS, 1, COILS] + [1] * 12
    with open(path + ".hdr", "w") as header:
        header.write("# Dimensions\n" + " ".join(map(str, shape)) + "\n")
    np.moveaxis(coils, 0, -1).astype(np.complex64).ravel(order="F").tofile(path + ".cfl")


def pics(folder, *options):
    command = ["bart", "pics", "-d0", "-w", "1", *options, "kspace", "maps", "image"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    image = np.fromfile(folder + "/image.cfl", np.complex64).reshape([ROWS, COLUMNS], order="F")
    return np.round(np.stack([image.real, image.imag]).astype(float), 4).ravel().tolist()


with tempfile.TemporaryDirectory() as folder:
    kspace, maps = acquisition()
    write(folder + "/kspace", kspace)
    write(folder + "/maps", maps)
    answers = dict(
        sense=pics(folder, "-l2", "-r", "0.02", "-i", "6"),
        tv=pics(folder, "-R", "T:3:0:0.01", "-u", "0.1", "-i", "300", "-C", "20"),
        wavelet=pics(folder, "-R", "W:3:0:0.01", "-n", "-i", "20"),
    )
print(json.dumps(answers))
