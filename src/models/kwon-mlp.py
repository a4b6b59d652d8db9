"""Kwon's line-wise perceptron in plain PyTorch."""
import torch

from mri import image_of
from network import network, tell
from oracle import normal


def reconstruction(weights, kspace, *, hidden):
    images = image_of(kspace)
    rows = []
    layers = []
    for units in [*hidden, kspace.shape[-1]]:
        size = layers[-1][0].shape[1] if layers else images[0, :, :, 0].numel()
        layers.append((weights(size, units), weights(units)))
    for r in range(kspace.shape[3]):
        x = images[:, :, :, r].flatten(1)
        for kernel, bias in layers[:-1]:
            x = torch.relu(x @ kernel + bias)
        rows.append(x @ layers[-1][0] + layers[-1][1])
    return torch.stack(rows, 1).unsqueeze(1)


tell(network(reconstruction, [normal(2, 3, 2, 4, 5)], hidden=[7, 6]))
