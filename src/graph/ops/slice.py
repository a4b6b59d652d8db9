"""What PyTorch makes of slices, and of reversing and splitting along an axis."""
import torch

from oracle import case, normal, tell


def part(axis, start, end, step=1):
    return dict(axis=axis, start=start, end=end, step=step)


def cut(x, *, parts):
    where = [slice(None)] * x.ndim
    for p in parts:
        where[p["axis"]] = slice(p["start"], p["end"], p["step"])
    return x[tuple(where)]


tell(
    slice=[
        case(cut, [normal(*shape)], parts=parts)
        for shape, parts in (
            ((6,), [part(0, 1, 4)]),
            ((6,), [part(0, 0, 6)]),
            ((6,), [part(0, 2, 2)]),  # nothing
            ((6,), [part(0, 0, 6, 4)]),
            ((7,), [part(0, 1, 7, 2)]),
            ((7,), [part(0, 1, 6, 3)]),  # the last step ends beyond the end
            ((7,), [part(0, 6, 7, 5)]),
            ((1,), [part(0, 0, 1, 3)]),
            ((3, 5), [part(1, 2, 5)]),
            ((3, 5), [part(-1, 0, 2)]),
            ((4, 5), [part(0, 1, 4, 2), part(1, 0, 5, 2)]),
            ((2, 4, 5), [part(2, 1, 5, 3), part(0, 1, 2)]),
            ((2, 0), [part(0, 1, 2)]),
        )
    ],
    reverse=[
        case(lambda x, *, axis: x.flip(axis), [normal(*shape)], axis=axis)
        for shape, axis in (((5,), 0), ((1,), 0), ((2, 3), 1), ((2, 3), -2), ((2, 3, 4), 1), ((2, 0), 1))
    ],
    split=[
        case(lambda x, *, sizes, axis: list(x.split(sizes, axis)), [normal(*shape)], sizes=sizes, axis=axis)
        for shape, sizes, axis in (((6,), [1, 2, 3], 0), ((2, 5), [2, 3], 1), ((4, 2), [1, 1, 1, 1], -2), ((3,), [3], 0), ((3,), [0, 3], 0))
    ],
)
