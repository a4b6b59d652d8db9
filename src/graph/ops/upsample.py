"""What PyTorch makes of enlarging images by whole numbers."""
import torch.nn.functional as F

from oracle import case, normal, tell

LINEAR = {1: "linear", 2: "bilinear", 3: "trilinear"}
CALLS = [
    ((2, 3, 4), [2]),
    ((1, 2, 5), [3]),
    ((1, 1, 1), [4]),
    ((2, 3, 4, 5), [2, 2]),
    ((1, 2, 3, 4), [3, 2]),
    ((1, 2, 3, 4), [1, 4]),
    ((1, 2, 2, 3), [5, 1]),
    ((1, 1, 1, 2), [2, 3]),
    ((1, 2, 2, 3, 2), [2, 2, 2]),
    ((2, 1, 3, 2, 2), [1, 3, 2]),
]


def upsample(x, *, scales, mode):
    if mode == "nearest":
        return F.interpolate(x, scale_factor=scales, mode="nearest")
    return F.interpolate(x, scale_factor=scales, mode=LINEAR[len(scales)], align_corners=False)


tell(upsample=[case(upsample, [normal(*shape)], scales=scales, mode=mode) for mode in ("nearest", "linear") for shape, scales in CALLS])
