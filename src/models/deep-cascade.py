"""The deep cascade in plain PyTorch."""
import numpy as np
import torch
import torch.nn.functional as F

from mri import combine, consistent, image_of
from network import network, tell
from oracle import normal


def cascade(weights, x, depth, filters):
    for n in range(depth):
        out = 2 if n == depth - 1 else filters
        x = F.conv2d(x, weights(out, x.shape[1], 3, 3), weights(out), padding=1)
        x = x if n == depth - 1 else torch.relu(x)
    return x


def several_coils(weights, kspace, maps, mask, *, cascades, depth, filters, **options):
    x = combine(image_of(kspace), maps)
    for _ in range(cascades):
        x = x + cascade(weights, x, depth, filters)
        x = consistent(x, kspace, maps, mask, weights(1) if "lambda" in options else None)
    return x


def one_coil(weights, kspace, mask, **options):
    maps = torch.zeros_like(kspace)
    maps[:, :, 0] = 1
    return several_coils(weights, kspace, maps, mask, **options)


def mask(rows, *lines):
    return np.broadcast_to(np.array(lines, float), (1, 1, 1, rows, len(lines)))


m = mask(5, 0, 1, 1, 0, 1, 0)
tell(
    network(one_coil, [normal(1, 1, 2, 5, 6) * m, m], cascades=2, depth=3, filters=3),
    network(several_coils, [normal(1, 2, 2, 5, 6) * m, normal(1, 2, 2, 5, 6), m], cascades=2, depth=2, filters=4, **{"lambda": 3}),
)
