"""What PyTorch makes of matrix products."""
import torch

from oracle import case, normal, tell

PAIRS = [
    ((3, 4), (4, 2)),
    ((1, 1), (1, 1)),
    ((2, 3, 4), (4, 5)),  # a matrix for the whole batch
    ((3, 4), (2, 4, 5)),
    ((2, 3, 4), (2, 4, 5)),
    ((2, 1, 3, 4), (3, 4, 2)),
    ((2, 1, 3, 4), (1, 3, 4, 2)),
    ((2, 2, 3, 4), (4, 1)),
    ((0, 4), (4, 2)),
    ((2, 0, 4), (4, 2)),
]


def affine(x, kernel, bias=None):
    return x @ kernel + (0 if bias is None else bias)


def gemm(a, b, c=None, *, alpha, beta, transA, transB):
    product = alpha * (a.T if transA else a) @ (b.T if transB else b)
    return product if c is None else product + beta * c


tell(
    matMul=[case(torch.matmul, [normal(*a), normal(*b)]) for a, b in PAIRS],
    affine=[
        case(affine, [normal(5, 3), normal(3, 4), normal(4)]),
        case(affine, [normal(2, 5, 3), normal(3, 4), normal(4)]),
        case(affine, [normal(5, 3), normal(3, 4)]),
    ],
    matrixTranspose=[case(lambda x: x.mT.clone(), [normal(*shape)]) for shape in ((2, 3), (2, 3, 4), (1, 2, 0, 3))],
    gemm=[
        case(gemm, [normal(3, 4), normal(4, 2)], alpha=1, beta=1, transA=False, transB=False),
        case(gemm, [normal(4, 3), normal(4, 2), normal(3, 2)], alpha=2, beta=0.5, transA=True, transB=False),
        case(gemm, [normal(3, 4), normal(2, 4), normal(2)], alpha=-1, beta=1, transA=False, transB=True),
        case(gemm, [normal(4, 3), normal(2, 4), normal()], alpha=0.5, beta=3, transA=True, transB=True),
    ],
)
