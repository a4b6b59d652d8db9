"""Wang's network with data consistency in plain PyTorch."""
import numpy as np
import torch
import torch.nn.functional as F

from mri import combine, consistent, image_of
from network import network, tell
from oracle import normal


def reconstruction(weights, kspace, maps, mask, *, filters, kernelSizes):
    x = combine(image_of(kspace), maps)
    for n, size in enumerate(kernelSizes):
        x = x if n == 0 else torch.relu(x)
        out = ([*filters, 2])[n]
        x = F.conv2d(x, weights(out, x.shape[1], size, size), weights(out), padding=size // 2)
    return consistent(x, kspace, maps, mask)


m = np.broadcast_to(np.array([1, 0, 1, 1, 0, 0, 1], float), (2, 1, 1, 6, 7))
tell(network(reconstruction, [normal(2, 2, 2, 6, 7) * m, normal(2, 2, 2, 6, 7), m], filters=[4, 3], kernelSizes=[5, 3, 3]))
