"""What PyTorch makes of weighted sums of Gaussians, function by function."""
import torch

from oracle import case, normal, tell


def radial_basis_sum(x, weights, *, limit):
    functions = weights.shape[1]
    sigma = 2 * limit / (functions - 1)
    y = torch.zeros_like(x)
    for j, mu in enumerate(torch.linspace(-limit, limit, functions).tolist()):
        y = y + weights[:, j].reshape(1, -1, *[1] * (x.dim() - 2)) * torch.exp(-((x - mu) ** 2) / (2 * sigma**2))
    return y


def a_case(x, functions, limit):
    return case(radial_basis_sum, [normal(*x), normal(x[1], functions)], limit=limit)


tell(
    radialBasisSum=[
        a_case((1, 3, 4, 5), 15, 1.5),
        a_case((2, 2, 6), 31, 1),
        a_case((2, 3, 3, 2), 63, 2),
        a_case((3, 2), 2, 1),
        a_case((1, 1, 2, 2, 2), 4, 0.5),
    ]
)
