"""What PyTorch makes of convolutions and transposed convolutions in one, two and three dimensions."""
import torch
import torch.nn.functional as F

from oracle import case, normal, tell

CONV = [F.conv1d, F.conv2d, F.conv3d]
CONV_TRANSPOSE = [F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d]


def conv(x, kernel, bias=None, *, strides, dilations, pads, group):
    """Pads as ONNX writes them: all sizes before, then all sizes after."""
    rank = len(strides)
    sides = [pads[i + rank * after] for i in reversed(range(rank)) for after in (0, 1)]
    return CONV[rank - 1](F.pad(x, sides), kernel, bias, strides, 0, dilations, group)


def conv_transpose(x, kernel, bias=None, *, strides, dilations, pads, group, outputPadding):
    rank = len(strides)
    reached = CONV_TRANSPOSE[rank - 1](x, kernel, None, strides, 0, 0, group, dilations)
    sides = [[-pads[i], outputPadding[i] - pads[i + rank]] for i in reversed(range(rank))]
    y = F.pad(reached, [n for side in sides for n in side])
    return y if bias is None else y + bias.reshape(1, -1, *[1] * rank)


def conv_case(x, kernel, bias=True, group=1, **given):
    rank = len(x) - 2
    options = dict(strides=[1] * rank, dilations=[1] * rank, pads=[0] * 2 * rank, group=group)
    inputs = [normal(*x), normal(*kernel)] + ([normal(kernel[0])] if bias else [])
    return case(conv, inputs, **{**options, **given})


def transposed_case(x, kernel, bias=True, group=1, **given):
    rank = len(x) - 2
    options = dict(strides=[1] * rank, dilations=[1] * rank, pads=[0] * 2 * rank, group=group, outputPadding=[0] * rank)
    inputs = [normal(*x), normal(*kernel)] + ([normal(kernel[1] * group)] if bias else [])
    return case(conv_transpose, inputs, **{**options, **given})


tell(
    conv=[
        # one dimension
        conv_case((2, 3, 9), (4, 3, 3)),
        conv_case((1, 2, 10), (3, 2, 4), strides=[3], dilations=[2], pads=[2, 1]),
        conv_case((2, 4, 7), (6, 2, 3), group=2, bias=False, pads=[0, 2]),
        # two dimensions
        conv_case((2, 1, 8, 7), (3, 1, 5, 5), pads=[2, 2, 2, 2]),
        conv_case((2, 3, 6, 7), (4, 3, 3, 2), bias=False),
        conv_case((1, 2, 9, 8), (3, 2, 3, 3), strides=[2, 3], pads=[1, 0, 2, 1]),
        conv_case((1, 2, 9, 9), (2, 2, 3, 2), dilations=[2, 3], pads=[0, 2, 3, 1]),
        conv_case((2, 4, 6, 5), (4, 1, 3, 3), group=4, pads=[1, 1, 1, 1]),  # depthwise
        conv_case((1, 3, 7, 7), (6, 1, 3, 3), group=3, strides=[2, 2], pads=[1, 1, 1, 1]),  # depthwise, multiplier 2
        conv_case((1, 6, 5, 6), (4, 3, 2, 3), group=2, strides=[1, 2], dilations=[2, 1], pads=[0, 1, 1, 0]),
        conv_case((2, 3, 5, 5), (4, 3, 1, 1)),  # pointwise
        conv_case((2, 3, 4, 5), (4, 3, 4, 5)),  # the kernel covers the image
        conv_case((1, 2, 6, 6), (3, 2, 2, 2), strides=[3, 3]),  # rows that no output sees
        conv_case((1, 1, 4, 4), (2, 1, 2, 2), pads=[3, 2, 2, 3]),  # padded by more than the kernel
        conv_case((1, 16, 6, 5), (17, 16, 2, 2), pads=[1, 1, 1, 1]),  # many channels
        conv_case((1, 3, 6, 7), (20, 3, 3, 2), dilations=[2, 1], pads=[2, 0, 1, 1]),
        conv_case((1, 6, 4, 4), (32, 3, 3, 3), group=2, pads=[1, 1, 1, 1]),
        conv_case((1, 20, 5, 4), (18, 20, 1, 1), bias=False),
        # fewer filters than channels
        conv_case((2, 6, 6, 5), (3, 6, 3, 2), pads=[1, 0, 1, 1]),
        conv_case((1, 5, 9), (2, 5, 4), pads=[1, 3]),
        conv_case((1, 4, 3, 4, 4), (1, 4, 2, 3, 2), pads=[0, 1, 1, 1, 2, 0]),
        conv_case((2, 5, 8, 8), (2, 5, 3, 3), dilations=[1, 2], pads=[1, 2, 1, 2]),
        conv_case((2, 3, 8, 8), (4, 3, 3, 3), dilations=[2, 2], pads=[2, 2, 2, 2]),
        # three dimensions
        conv_case((1, 2, 4, 5, 4), (3, 2, 2, 3, 2), pads=[1, 1, 0, 0, 1, 1]),
        conv_case((2, 2, 5, 4, 6), (2, 1, 2, 2, 2), group=2, strides=[2, 1, 2], dilations=[1, 2, 1], pads=[0, 1, 0, 1, 1, 1]),
        conv_case((1, 2, 3, 4, 4), (16, 2, 3, 3, 3), bias=False, pads=[1, 1, 1, 1, 1, 1]),
    ],
    convTranspose=[
        transposed_case((2, 3, 5), (3, 2, 3)),
        transposed_case((1, 4, 4), (4, 3, 3), group=2, strides=[2], pads=[1, 0], outputPadding=[1]),
        transposed_case((2, 3, 4, 3), (3, 2, 2, 2), strides=[2, 2]),  # U-Net's up-convolution
        transposed_case((1, 2, 4, 5), (2, 3, 3, 3), bias=False, strides=[2, 3], pads=[1, 0, 1, 2], outputPadding=[1, 2]),
        transposed_case((1, 3, 4, 4), (3, 2, 3, 2), dilations=[2, 1], pads=[1, 1, 2, 0]),
        transposed_case((1, 4, 3, 3), (4, 1, 3, 3), group=4, strides=[2, 2], pads=[1, 1, 1, 1]),
        transposed_case((1, 18, 4, 3), (18, 5, 3, 3), pads=[1, 1, 1, 1]),  # many channels
        transposed_case((1, 2, 3, 2, 3), (2, 3, 2, 2, 2), strides=[2, 1, 2], pads=[0, 0, 1, 0, 1, 0]),
    ],
)
