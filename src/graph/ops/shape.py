"""What PyTorch makes of reshaping, moving axes and repeating."""
import torch

from oracle import case, normal, tell

tell(
    reshape=[
        case(lambda x, *, shape: x.reshape(shape), [normal(*before)], shape=after)
        for before, after in (((2, 6), [3, 4]), ((2, 3, 2), [12]), ((6,), [2, -1]), ((), [1, 1]), ((1,), []), ((2, 0), [0, 5]), ((3, 0), [0]))
    ],
    transpose=[
        case(lambda x, *, permutation: x.permute(permutation), [normal(*shape)], permutation=permutation)
        for shape, permutation in (((2, 3), [1, 0]), ((2, 3, 4), [2, 0, 1]), ((2, 3, 4), [1, 0, 2]), ((2, 1, 3, 2), [3, 1, 0, 2]), ((2, 0), [1, 0]))
    ],
    expand=[
        case(lambda x, *, shape: x.expand(shape).clone(), [normal(*before)], shape=after)
        for before, after in (((), [3]), ((3,), [2, 3]), ((2, 1), [2, 4]), ((1, 3, 1), [2, 2, 3, 4]), ((1,), [0]), ((1, 2), [1, 2]))
    ],
    tile=[
        case(lambda x, *, repeats: x.repeat(repeats), [normal(*shape)], repeats=repeats)
        for shape, repeats in (((3,), [2]), ((2, 3), [1, 2]), ((2, 3), [3, 2]), ((1, 2, 2), [2, 1, 3]), ((2, 0), [2, 2]), ((2,), [1]))
    ],
)
