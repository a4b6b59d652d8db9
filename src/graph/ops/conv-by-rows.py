"""What PyTorch makes of the adjoints of convolutions from few channels."""
import torch.nn.functional as F

from oracle import case, normal, tell


def adjoint(y, kernel, *, shape, pads):
    """Pads as ONNX writes them: all sizes before, then all sizes after."""
    full = F.conv_transpose2d(y, kernel)
    top, left = pads[:2]
    return full[:, :, top : top + shape[2], left : left + shape[3]]


def adjoint_case(shape, kernel, pads):
    sizes = [n + pads[i] + pads[i + 2] - k + 1 for i, (n, k) in enumerate(zip(shape[2:], kernel[2:]))]
    return case(adjoint, [normal(shape[0], kernel[0], *sizes), normal(*kernel)], shape=shape, pads=pads)


tell(
    adjoint=[
        adjoint_case([1, 2, 12, 9], (3, 2, 9, 5), [4, 2, 4, 2]),
        adjoint_case([2, 2, 9, 7], (4, 2, 8, 3), [0, 0, 0, 0]),
        adjoint_case([1, 4, 6, 8], (2, 4, 5, 4), [4, 1, 2, 3]),
        adjoint_case([2, 1, 5, 6], (3, 1, 3, 3), [1, 1, 1, 1]),
    ]
)
