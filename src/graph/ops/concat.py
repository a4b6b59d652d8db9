"""What PyTorch makes of joining tensors."""
import torch

from oracle import case, normal, tell

tell(
    concat=[
        case(lambda *xs, axis: torch.cat(xs, axis), [normal(*shape) for shape in shapes], axis=axis)
        for shapes, axis in (
            ([(2,), (3,)], 0),
            ([(2, 3), (2, 1), (2, 4)], 1),
            ([(2, 3), (1, 3)], -2),
            ([(2, 3, 2), (2, 0, 2), (2, 1, 2)], 1),
            ([(1, 1)] * 5, 0),
        )
    ],
    stack=[
        case(lambda *xs, axis: torch.stack(xs, axis), [normal(*shape) for _ in range(n)], axis=axis)
        for shape, n, axis in (((), 3, 0), ((2,), 3, 0), ((2, 3), 2, 1), ((2, 3), 2, -1), ((4,), 1, 0))
    ],
)
