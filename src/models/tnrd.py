"""TNRD for denoising (Chen and Pock 2017) in plain PyTorch; the cosine basis is SciPy's."""
import numpy as np
import torch
from scipy.fft import idctn

from experts import mirrored_experts
from network import network, tell
from oracle import normal


def cosines(size):
    """The orthonormal basis of patches without its constant, lowest frequencies first."""
    frequencies = sorted(((u, v) for u in range(size) for v in range(size) if u + v > 0), key=sum)
    units = [np.zeros((size, size)) for _ in frequencies]
    for unit, frequency in zip(units, frequencies):
        unit[frequency] = 1
    return torch.tensor(np.stack([idctn(unit, norm="ortho") for unit in units]))


def denoised(weights, noisy, *, stages, kernelSize, filters, functions, limit):
    basis = cosines(kernelSize)
    u = noisy
    for _ in range(stages):
        coefficients, influence, scale = weights(filters, len(basis)), weights(filters, functions), weights(1)
        unit = coefficients / coefficients.norm(dim=1, keepdim=True)
        kernel = torch.einsum("fb,bij->fij", unit, basis).unsqueeze(1)
        u = u - mirrored_experts(u, kernel, influence, limit) - scale * (u - noisy)
    return u


if __name__ == "__main__":
    tell(
        network(denoised, [normal(2, 1, 9, 8)], stages=2, kernelSize=3, filters=8, functions=9, limit=1.5),
        network(denoised, [normal(1, 1, 11, 12)], stages=1, kernelSize=7, filters=3, functions=5, limit=1),
    )
