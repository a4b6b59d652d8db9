"""The phantom that both reconstruct: `make_data.py FOLDER` writes kspace and maps as BART's files, made by BART.

Eight coils, 256², every fourth line and the central 24. Maps have a sum of squares of 1, and k-space is scaled so that
the largest magnitude of the zero-filled image is 1: then BART's `-w 1` and our own scale are the same.
"""
import subprocess
import sys

import numpy as np

SIZE, COILS = 256, 8
folder = sys.argv[1]


def bart(*arguments):
    subprocess.run(["bart", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def read(name):
    return np.fromfile(f"{folder}/{name}.cfl", np.complex64).reshape([SIZE, SIZE, 1, COILS], order="F")


def write(name, values):
    with open(f"{folder}/{name}.hdr", "w") as header:
        header.write("# Dimensions\n" + " ".join(map(str, [*values.shape] + [1] * 12)) + "\n")
    values.astype(np.complex64).ravel(order="F").tofile(f"{folder}/{name}.cfl")


bart("phantom", f"-s{COILS}", "-k", f"-x{SIZE}", "full")
bart("phantom", f"-S{COILS}", f"-x{SIZE}", "raw")
maps = read("raw")
maps = maps / np.sqrt((abs(maps) ** 2).sum(3, keepdims=True))
lines = np.arange(SIZE)
mask = (lines % 4 == 0) | (abs(lines - SIZE // 2 + 0.5) < 12)
kspace = read("full") * mask[None, :, None, None]
images = np.fft.fftshift(np.fft.ifft2(np.fft.ifftshift(kspace, axes=(0, 1)), axes=(0, 1), norm="ortho"), axes=(0, 1))
kspace = kspace / abs((np.conj(maps) * images).sum(3)).max()
write("kspace", kspace)
write("maps", maps)
