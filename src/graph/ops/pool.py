"""What PyTorch makes of max and average pooling in one, two and three dimensions."""
import torch
import torch.nn.functional as F

from oracle import case, distinct, integers, normal, tell

MAX_POOL = [F.max_pool1d, F.max_pool2d, F.max_pool3d]
AVERAGE_POOL = [F.avg_pool1d, F.avg_pool2d, F.avg_pool3d]


def padded(x, pads, value):
    rank = len(pads) // 2
    sides = [pads[i + rank * after] for i in reversed(range(rank)) for after in (0, 1)]
    return F.pad(x, sides, value=value)


def max_pool(x, *, size, strides, pads):
    return MAX_POOL[len(size) - 1](padded(x, pads, -torch.inf), size, strides)


def average_pool(x, *, size, strides, pads):
    return AVERAGE_POOL[len(size) - 1](padded(x, pads, 0.0), size, strides)


def global_average_pool(x):
    return x.flatten(2).mean(2)


def global_max_pool(x):
    return x.flatten(2).amax(2)


def options(size, strides=None, pads=None):
    return dict(size=size, strides=strides or size, pads=pads or [0] * 2 * len(size))


WINDOWS = [
    ((2, 3, 8), options([2])),
    ((1, 2, 9), options([3], [2], [1, 0])),
    ((2, 2, 6, 8), options([2, 2])),
    ((1, 2, 7, 5), options([2, 2])),  # a row and a column that no window sees
    ((2, 1, 7, 7), options([3, 3], [2, 2], [1, 1, 1, 1])),  # ResNet's stem
    ((1, 2, 6, 5), options([3, 2], [1, 1])),  # overlapping
    ((1, 2, 6, 6), options([3, 3], [1, 1], [1, 1, 1, 1])),
    ((1, 2, 5, 6), options([3, 2], [2, 3], [2, 0, 1, 1])),
    ((1, 1, 7, 7), options([2, 2], [3, 3])),  # gaps
    ((1, 3, 4, 4), options([1, 1], [2, 2])),
    ((2, 2, 4, 3), options([4, 3])),  # the window covers the image
    ((1, 2, 4, 4, 6), options([2, 2, 2])),
    ((1, 1, 4, 5, 4), options([2, 3, 2], [1, 2, 2], [1, 1, 0, 0, 1, 1])),
]

tell(
    maxPool=[case(max_pool, [distinct(*shape)], **window) for shape, window in WINDOWS]
    # Of several equal values the first in row-major order gets the gradient.
    + [case(max_pool, [integers(0, 3, *shape)], **window) for shape, window in WINDOWS]
    + [case(max_pool, [integers(0, 1, *shape)], **window) for shape, window in WINDOWS[2:7]],
    averagePool=[case(average_pool, [normal(*shape)], **window) for shape, window in WINDOWS],
    globalMaxPool=[case(global_max_pool, [distinct(*shape)]) for shape in ((2, 3, 5), (2, 3, 4, 5), (1, 2, 2, 3, 4))],
    globalAveragePool=[case(global_average_pool, [normal(*shape)]) for shape in ((2, 3, 5), (2, 3, 4, 5), (1, 2, 2, 3, 4))],
)
