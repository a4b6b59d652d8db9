"""What PyTorch makes of picking and adding by index."""
import numpy as np
import torch
import torch.nn.functional as F

from oracle import case, integers, normal, tell


def indices(high, *shape, low=0):
    return integers(low, high, *shape).astype(int)


def gather(x, index, *, axis):
    picked = x.index_select(axis, index.flatten() % x.shape[axis])
    return picked.reshape(*x.shape[:axis], *index.shape, *x.shape[axis + 1 :])


def gather_elements(x, index, *, axis):
    return torch.gather(x, axis, index)


def scatter_add(x, index, updates, *, axis):
    return torch.scatter_add(x, axis, index, updates)


def one_hot(index, *, depth, axis):
    return F.one_hot(index, depth).float().movedim(-1, axis)


tell(
    gather=[
        case(gather, [normal(*shape), index], axis=axis)
        for shape, index, axis in (
            ((4,), indices(4, 6), 0),
            ((4, 3), indices(4, 5), 0),
            ((4, 3), indices(3, 2, 2), 1),
            ((2, 4, 3), indices(4, 2, 3), 1),
            ((4, 3), indices(4), 0),  # one index: the axis goes
            ((5, 2), indices(5, 4, low=-5), 0),  # from the end
            ((3, 2), indices(3, 0), 0),
            ((6, 2), np.zeros(40, int), 0),  # many times the same
        )
    ],
    gatherElements=[
        case(gather_elements, [normal(*shape), index], axis=axis)
        for shape, index, axis in (((5,), indices(5, 7), 0), ((3, 4), indices(4, 3, 1), 1), ((3, 4), indices(3, 6, 4), 0), ((2, 3, 2), indices(3, 2, 2, 2), 1))
    ],
    scatterAdd=[
        case(scatter_add, [normal(*shape), index, normal(*index.shape)], axis=axis)
        for shape, index, axis in (
            ((5,), indices(5, 7), 0),
            ((3, 4), indices(4, 3, 9), 1),
            ((3, 4), indices(3, 6, 4), 0),
            ((2, 3, 2), indices(3, 2, 5, 2), 1),
            ((2,), np.zeros(50, int), 0),
        )
    ],
    oneHot=[case(one_hot, [indices(4, *shape)], depth=4, axis=axis) for shape, axis in (((), 0), ((5,), -1), ((5,), 0), ((2, 3), 1), ((2, 3), -1))],
)
