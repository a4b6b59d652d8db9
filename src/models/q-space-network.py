"""The q-space network in plain PyTorch, of voxels and of images."""
import torch

from network import network, tell
from oracle import normal


def voxels(weights, x, *, outputs, hidden):
    for units in hidden:
        x = torch.relu(x @ weights(x.shape[-1], units) + weights(units))
    return x @ weights(x.shape[-1], outputs) + weights(outputs)


def images(weights, x, **options):
    return voxels(weights, x.permute(0, 2, 3, 1), **options).permute(0, 3, 1, 2)


form = dict(outputs=3, hidden=[7, 6, 5])
tell(network(voxels, [normal(4, 12)], **form), network(images, [normal(2, 12, 3, 2)], **form))
