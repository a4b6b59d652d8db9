"""What PyTorch makes of arithmetic, element by element."""
import math

import torch

from oracle import case, distinct, integers, normal, positive, tell

SHAPES = [(), (5,), (2, 0), (2, 3, 2)]
PAIRS = [((), ()), ((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 4), (3, 1)), ((), (2, 2)), ((1, 3), (2, 1)), ((0, 3), (1,))]


def unary(function, draw):
    return [case(function, [draw(*shape)]) for shape in SHAPES]


def binary(function, draw_a, draw_b):
    return [case(function, [draw_a(*a), draw_b(*b)]) for a, b in PAIRS]


def choice(function):
    """Operands that are nowhere equal."""
    return binary(function, lambda *s: distinct(*s), lambda *s: distinct(*s) + 1 / 16)


def to_powers(x, *, exponents):
    return x ** (exponents[0] if len(exponents) == 1 else torch.tensor(exponents, dtype=x.dtype))


def clip(x, *, low, high):
    return torch.clamp(x, -math.inf if low is None else low, math.inf if high is None else high)


tell(
    add=binary(torch.add, normal, normal),
    sub=binary(torch.sub, normal, normal),
    mul=binary(torch.mul, normal, normal),
    div=binary(torch.div, normal, positive),
    min=choice(torch.minimum),
    max=choice(torch.maximum),
    pow=binary(torch.pow, positive, normal) + [case(torch.pow, [integers(0, 1, 3), [0.0, 1.0, 2.5]])],  # 0 to the power of those
    powOfConstants=[case(to_powers, [integers(-2, 3, 4, 3)], exponents=[n]) for n in (0, 1, 2, 3, 4)]
    + [case(to_powers, [positive(5)], exponents=[n]) for n in (0.5, 1.5, -1, -2)]
    + [case(to_powers, [[-1.5, -2.0, -0.5, -1.0]], exponents=[0, 1, 2, 3])],
    square=unary(torch.square, normal),
    sumAll=[case(lambda *xs: sum(xs), [normal(2, 3) for _ in range(n)]) for n in (1, 2, 5)],
    neg=unary(torch.neg, normal),
    abs=unary(torch.abs, normal) + [case(torch.abs, [integers(-1, 2, 6)])],
    sign=unary(torch.sign, normal),
    floor=unary(torch.floor, normal),
    exp=unary(torch.exp, normal),
    log=unary(torch.log, positive),
    sqrt=unary(torch.sqrt, positive),
    reciprocal=unary(torch.reciprocal, positive) + [case(torch.reciprocal, [distinct(6)])],
    sin=unary(torch.sin, normal),
    cos=unary(torch.cos, normal),
    erf=unary(torch.erf, normal),
    # the limits themselves are inside
    clip=[case(clip, [integers(-3, 4, 20)], low=low, high=high) for low, high in ((-1, 2), (-2, None), (None, 1), (1, 1))]
    + [case(clip, [normal(*shape)], low=-0.5, high=0.75) for shape in SHAPES],
)
