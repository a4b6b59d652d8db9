"""What PyTorch's complex numbers make of planar complex tensors."""
import torch

from oracle import case, integers, normal, tell

PLANAR = [((2, 3, 4), (2, 3, 4)), ((5, 2, 3, 2), (2, 3, 2)), ((2, 1, 2, 2, 3), (3, 2, 2, 3)), ((2, 2, 1), (2, 1, 3))]


def planar(z):
    return torch.stack([z.real, z.imag], -3)


def complex(x):
    return torch.complex(x.select(-3, 0), x.select(-3, 1))


def with_zeros(*shape):
    return normal(*shape) * integers(0, 2, *shape[:-3], 1, *shape[-2:])


tell(
    complexMultiply=[case(lambda a, b: planar(complex(a) * complex(b)), [normal(*a), normal(*b)]) for a, b in PLANAR],
    multiplyByConjugate=[case(lambda a, b: planar(complex(a) * complex(b).conj()), [normal(*a), normal(*b)]) for a, b in PLANAR],
    conjugate=[case(lambda z: planar(complex(z).conj().resolve_conj()), [normal(*shape)]) for shape, _ in PLANAR],
    magnitude=[case(lambda z, *, keepDims: complex(z).abs().unsqueeze(-3) if keepDims else complex(z).abs(), [draw(*shape)], keepDims=keep)
               for shape, _ in PLANAR for keep, draw in ((True, normal), (False, with_zeros))],
    real=[case(lambda z: complex(z).real.unsqueeze(-3), [normal(*shape)]) for shape, _ in PLANAR],
    imaginary=[case(lambda z: complex(z).imag.unsqueeze(-3), [normal(*shape)]) for shape, _ in PLANAR],
    complex=[case(lambda re, im: planar(torch.complex(re, im).squeeze(-3)), [normal(3, 1, 2, 4), normal(3, 1, 2, 4)])],
)
