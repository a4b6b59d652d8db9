"""What the oracles of networks with fields of experts share."""
import numpy as np
import torch
import torch.nn.functional as F


def influence(z, weights, limit):
    """Each channel's weighted sum of Gaussians, function by function."""
    functions = weights.shape[1]
    sigma = 2 * limit / (functions - 1)
    y = torch.zeros_like(z)
    for j, mu in enumerate(np.linspace(-limit, limit, functions)):
        y = y + weights[:, j].reshape(1, -1, 1, 1) * torch.exp(-((z - mu) ** 2) / (2 * sigma**2))
    return y


def experts(u, kernel, weights, limit):
    """1/N Σ Kᵀ φ(K u) where zeros lie beyond u; Kᵀ is what differentiation of K makes it."""
    z = F.conv2d(u, kernel, padding=kernel.shape[2] // 2)
    return F.conv_transpose2d(influence(z, weights, limit), kernel, padding=kernel.shape[2] // 2) / len(kernel)


def mirrored_experts(u, kernel, weights, limit):
    """The same where the mirror image lies beyond: responses are taken out there as well."""
    width = kernel.shape[2] - 1
    rows, columns = (
        torch.tensor(np.pad(np.arange(n), width, mode="symmetric")) for n in u.shape[2:]
    )
    z = F.conv2d(u[:, :, rows][:, :, :, columns], kernel)
    return F.conv_transpose2d(influence(z, weights, limit), kernel, padding=width) / len(kernel)
