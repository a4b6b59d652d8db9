"""FBPConvNet in plain PyTorch, in training: normalized by the batch."""
import torch
import torch.nn.functional as F

from network import network, tell
from oracle import normal


def normalized(weights, x):
    gamma, beta = weights(x.shape[1]), weights(x.shape[1])
    for _ in ("moving mean", "moving variance"):
        weights(x.shape[1])
    return torch.relu(F.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-5))


def convolved(weights, x, filters, times=2):
    for _ in range(times):
        x = normalized(weights, F.conv2d(x, weights(filters, x.shape[1], 3, 3), padding=1))
    return x


def reconstruction(weights, image, *, baseChannels, depth):
    kept, x = [], image
    for level in range(depth):
        kept.append(convolved(weights, x, baseChannels * 2**level, 3 if level == 0 else 2))
        x = F.max_pool2d(kept[-1], 2)
    x = convolved(weights, x, baseChannels * 2**depth)
    for level in reversed(range(depth)):
        filters = baseChannels * 2**level
        up = F.conv_transpose2d(x, weights(x.shape[1], filters, 3, 3), stride=2)[..., :-1, :-1]
        x = convolved(weights, torch.cat([kept.pop(), normalized(weights, up)], 1), filters)
    return image + F.conv2d(x, weights(1, x.shape[1], 1, 1), weights(1))


tell(network(reconstruction, [normal(2, 1, 8, 12)], baseChannels=3, depth=2))
