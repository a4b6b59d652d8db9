"""PyTorch's SENSE normal operator, 15 coils of 320², as plainly and as fast as it goes: S* F* M F S.

`normal_operator.py THREADS RUNS` tells its median time and the norm of its result. The transforms are not centered: for
an even size, what centers them cancels in F* M F where the mask is shifted instead, which saves four passes.
"""
import json
import statistics
import sys
import time

import numpy as np
import torch

threads, runs = map(int, sys.argv[1:3])
torch.set_num_threads(threads)
COILS, SIZE = 15, 320


def planar(values):
    return torch.complex(*(torch.tensor(values[..., i, :, :].astype(np.float32)) for i in (0, 1)))


index = lambda *shape: np.arange(np.prod(shape)).reshape(shape)
maps = planar(np.sin(0.37 * (index(COILS, 2, SIZE, SIZE) % 9973)) / 4)
mask = torch.tensor((index(SIZE, SIZE) * 7919 % 13 < 4).astype(np.float32))
image = planar(np.cos(0.11 * (index(2, SIZE, SIZE) % 7919)))
mask = torch.fft.ifftshift(mask)
conjugate = maps.conj().resolve_conj()


def normal(x):
    kspace = torch.fft.fft2(maps * x, norm="ortho") * mask
    return (torch.fft.ifft2(kspace, norm="ortho") * conjugate).sum(0)


with torch.no_grad():
    for _ in range(5):
        y = normal(image)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        y = normal(image)
        times.append(1000 * (time.perf_counter() - start))
print(json.dumps(dict(ms=statistics.median(times), norm=float(torch.linalg.vector_norm(y)))))
