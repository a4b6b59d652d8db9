"""The variational network of Hammernik et al. 2018 in plain PyTorch."""
import numpy as np
import torch

from experts import experts
from mri import combine, expand, image_of, kspace_of
from network import network, tell
from oracle import normal


def reconstruction(weights, kspace, maps, mask, *, stages, filters, kernelSize, functions, limit):
    zero_filled = combine(image_of(kspace), maps)
    u = zero_filled
    for _ in range(stages):
        kernel = weights(filters, 2, kernelSize, kernelSize)
        influence, scale = weights(filters, functions), weights(1)
        data = combine(image_of(kspace_of(expand(u, maps)) * mask), maps) - zero_filled
        u = u - experts(u, kernel, influence, limit) - scale * data
    return u


def a_case(batch, coils, rows, columns, **options):
    mask = np.zeros((batch, 1, 1, rows, columns))
    mask[..., :: 2] = 1
    mask[..., columns // 2] = 1
    shape = (batch, coils, 2, rows, columns)
    return network(reconstruction, [normal(*shape) * mask, normal(*shape) / 2, mask], **options)


if __name__ == "__main__":
    tell(
        a_case(1, 2, 12, 10, stages=2, filters=3, kernelSize=5, functions=7, limit=1),
        a_case(2, 1, 9, 11, stages=1, filters=2, kernelSize=9, functions=4, limit=2),
    )
