"""What NumPy makes of padding, and PyTorch of its gradient: the padded index picks the elements."""
import numpy as np
import torch
import torch.nn.functional as F

from oracle import case, normal, tell


def pad(x, *, before, after, mode, value):
    if mode == "constant":
        sides = [n for pair in reversed(list(zip(before, after))) for n in pair]
        return F.pad(x, sides, value=value)
    for axis, (b, a) in enumerate(zip(before, after)):
        picked = np.pad(np.arange(x.shape[axis]), (b, a), mode=mode)
        x = x.index_select(axis, torch.tensor(picked))
    return x


def pad_case(shape, before, after, mode="constant", value=0):
    return case(pad, [normal(*shape)], before=before, after=after, mode=mode, value=value)


tell(
    pad=[
        pad_case((3,), [1], [2]),
        pad_case((2, 3), [0, 1], [2, 0], value=1.5),
        pad_case((1, 2, 3, 2), [0, 0, 1, 2], [0, 0, 1, 0], value=-3),
        pad_case((0,), [1], [2], value=2),
        pad_case((2, 3), [0, 0], [0, 0]),
        pad_case((4,), [3], [3], "reflect"),
        pad_case((4,), [2], [0], "reflect"),
        pad_case((2, 5), [1, 3], [0, 4], "reflect"),
        pad_case((1, 2, 4, 3), [0, 0, 2, 1], [0, 0, 3, 2], "reflect"),
        pad_case((2,), [1], [1], "reflect"),
        pad_case((4,), [3], [6], "edge"),
        pad_case((1,), [2], [3], "edge"),
        pad_case((2,), [1], [2], "edge"),
        pad_case((3, 2), [0, 2], [1, 0], "edge"),
        pad_case((1, 2, 4, 3), [0, 1, 2, 1], [0, 0, 1, 2], "edge"),
    ]
)
