"""What PyTorch makes of what ONNX Runtime computes in blocks of channels."""
import torch
import torch.nn.functional as F

from oracle import case, distinct, normal, tell


def conv(x, kernel, bias=None, *, pads, rectified):
    top, left, bottom, right = pads
    y = F.conv2d(F.pad(x, (left, right, top, bottom)), kernel, bias)
    return F.relu(y) if rectified else y


tell(
    conv=[
        case(conv, [normal(2, 16, 3, 4), normal(16, 16, 2, 3), normal(16)], pads=[1, 1, 0, 1], rectified=False),
        case(conv, [normal(1, 16, 4, 3), normal(16, 16, 1, 1)], pads=[0, 0, 0, 0], rectified=False),
        case(conv, [normal(1, 16, 4, 3), normal(32, 16, 1, 1), normal(32)], pads=[0, 0, 0, 0], rectified=True),
    ],
    maxPool=[case(lambda x, *, size: F.max_pool2d(x, size), [distinct(2, 16, 5, 4)], size=size) for size in ([2, 2], [1, 3])],
)
