"""What PyTorch makes of reductions."""
import torch

from oracle import case, distinct, integers, normal, tell

# shape, axes, whether the reduced axes stay with size 1; all axes where none are named
CALLS = [
    ((), None, False),
    ((5,), None, False),
    ((2, 3), None, False),
    ((2, 3), None, True),
    ((2, 3, 4), [0], False),
    ((2, 3, 4), [1], True),
    ((2, 3, 4), [2], False),
    ((2, 3, 4), [0, 2], False),
    ((2, 3, 4), [0, 2], True),
    ((2, 3, 2, 3), [2, 3], False),
    ((2, 1, 3), [1], False),
]


def over(function, draw, calls=CALLS):
    def reduce(x, *, axes, keepDims):
        return function(x, axes if axes is not None else list(range(x.ndim)), keepDims)

    return [case(reduce, [draw(*shape)], axes=axes, keepDims=keep) for shape, axes, keep in calls]


def whole(low, high):
    return lambda *shape: integers(low, high, *shape).astype(int)


def variance(x, axes, keep):
    return torch.var(x, axes, unbiased=False, keepdim=keep)


def total(x, axes, keep):
    return x.sum(axes, keepdim=keep) if axes else x.clone()


def mean(x, axes, keep):
    return x.mean(axes, keepdim=keep) if axes else x.clone()


def norm(x, axes, keep):
    return torch.linalg.vector_norm(x, 2, axes, keep)


def norm_or_zero(*shape):
    """With rows of zeros, where the norm has no derivative."""
    x = normal(*shape)
    return x * (integers(0, 2, *shape[:-1], 1) > 0)


empty = [((0, 3), [0], False), ((2, 0), [1], True), ((2, 0), [0], False)]

tell(
    reduceSum=over(total, normal) + over(total, normal, empty) + over(total, whole(-9, 9)),
    reduceMean=over(mean, normal) + over(mean, normal, empty[2:]),
    reduceMax=over(torch.amax, distinct, CALLS[1:]) + over(torch.amax, whole(0, 9), CALLS[1:]) + over(torch.amax, lambda *s: integers(0, 3, *s), CALLS[1:]),
    reduceMin=over(torch.amin, distinct, CALLS[1:]) + over(torch.amin, whole(0, 9), CALLS[1:]) + over(torch.amin, lambda *s: integers(0, 3, *s), CALLS[1:]),
    logSumExp=over(torch.logsumexp, normal, CALLS[1:]) + over(torch.logsumexp, lambda *s: 80 * normal(*s), CALLS[1:]),
    norm=over(norm, normal, CALLS[1:]) + over(norm, norm_or_zero, [((6, 2), [1], False), ((5, 3, 2), [1, 2], True)]),
    smoothNorm=[case(lambda x, *, epsilon: (x.square().sum(1) + epsilon**2).sqrt(), [norm_or_zero(5, 3)], epsilon=0.25)],
    variance=over(variance, normal, CALLS[2:]),
    sumTo=[
        case(lambda x, *, shape: x.sum_to_size(shape), [normal(*before)], shape=after)
        for before, after in (((2, 3), [3]), ((2, 3), [2, 1]), ((2, 3), [1, 1]), ((1, 3), [3]), ((2, 1, 3), [1, 3]), ((0, 3), [1, 3]), ((2, 3), [2, 3]))
    ],
    argMax=[case(lambda x, *, axis: x.argmax(axis), [distinct(*shape)], axis=axis) for shape, axis in (((5,), 0), ((3, 4), 0), ((3, 4), 1), ((2, 3, 4), 1))],
)
