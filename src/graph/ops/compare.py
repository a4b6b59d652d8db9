"""What PyTorch makes of comparisons, logic, selections and conversions."""
import numpy as np
import torch

from oracle import case, integers, normal, tell

PAIRS = [((), ()), ((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 4), (3, 1)), ((), (2, 2)), ((0, 3), (1,))]
TYPES = {"float32": torch.float32, "int64": torch.int64, "bool": torch.bool}


def comparison(function):
    whole = lambda *shape: integers(-1, 2, *shape)
    return [case(function, [whole(*a), whole(*b)]) for a, b in PAIRS] + [
        case(function, [whole(6).astype(int), whole(6).astype(int)])
    ]


def bits(*shape):
    return integers(0, 2, *shape).astype(bool)


def cast(x, *, dtype):
    return x.to(TYPES[dtype])


tell(
    greater=comparison(torch.gt),
    greaterOrEqual=comparison(torch.ge),
    less=comparison(torch.lt),
    lessOrEqual=comparison(torch.le),
    equal=comparison(torch.eq),
    logicalAnd=[case(torch.logical_and, [bits(*a), bits(*b)]) for a, b in PAIRS],
    logicalOr=[case(torch.logical_or, [bits(*a), bits(*b)]) for a, b in PAIRS],
    logicalNot=[case(torch.logical_not, [bits(*shape)]) for shape in ((), (5,), (2, 3))],
    where=[case(torch.where, [bits(*c), normal(*a), normal(*b)]) for c, (a, b) in zip([(), (3,), (2, 1), (3, 4), (2, 1), (3,)], PAIRS)]
    + [case(torch.where, [bits(2, 3, 4), normal(), normal(3, 1)])],
    maskedBy=[case(lambda c, x: torch.where(c, x, 0.0), [bits(*a), normal(*b)]) for a, b in PAIRS],
    cast=[
        case(cast, [normal(2, 5) * 3], dtype="int64"),  # truncates towards zero
        case(cast, [integers(-1, 2, 6)], dtype="bool"),
        case(cast, [integers(-3, 4, 6).astype(int)], dtype="float32"),
        case(cast, [bits(2, 3)], dtype="float32"),
        case(cast, [bits(5)], dtype="int64"),
    ],
)
