"""The end-to-end variational network in plain PyTorch."""
import importlib.util
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from mri import combine, expand, image_of, kspace_of, root_sum_of_squares
from network import network, tell
from oracle import normal

_place = pathlib.Path(__file__).with_name("fastmri-unet.py")
_spec = importlib.util.spec_from_file_location("fastmri_unet", _place)
fastmri_unet = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fastmri_unet)


def norm_unet(weights, x, channels, pools):
    """x: [batch, 2, row, column]"""
    mean, std = x.mean((2, 3), keepdim=True), x.std((2, 3), keepdim=True)
    rows, columns = x.shape[2:]
    missing = [-columns % 16, -rows % 16]
    pads = [n for m in missing for n in (m // 2, m - m // 2)]
    y = fastmri_unet.unet(weights, F.pad((x - mean) / std, pads), channels, pools, 2)
    return y[:, :, pads[2] : pads[2] + rows, pads[0] : pads[0] + columns] * std + mean


def calibration(kspace, mask):
    """Lines that are sampled without a gap from the center on."""
    lines = mask[0, 0, 0, 0].detach().numpy()
    left = right = len(lines) // 2
    while right < len(lines) and lines[right]:
        right += 1
    while left > 0 and lines[left - 1]:
        left -= 1
    kept = torch.zeros_like(kspace)
    kept[..., left:right] = kspace[..., left:right]
    return kept


def reconstruction(weights, kspace, mask, *, cascades, channels, pools, mapsChannels, mapsPools):
    coils = kspace.shape[1]
    maps, k = None, kspace
    for _ in range(cascades):
        measured = k - weights(1) * mask * (k - kspace)
        if maps is None:
            x = image_of(calibration(kspace, mask)).flatten(0, 1)
            x = norm_unet(weights, x, mapsChannels, mapsPools).unflatten(0, (-1, coils))
            maps = x / (x**2).sum((1, 2), keepdim=True).sqrt()
        refined = norm_unet(weights, combine(image_of(k), maps), channels, pools)
        k = measured + kspace_of(expand(refined, maps))
    return root_sum_of_squares(image_of(k))


def mask(rows, *lines):
    return np.broadcast_to(np.array(lines, float), (1, 1, 1, rows, len(lines)))


def sampled(coils, m):
    return normal(1, coils, 2, *m.shape[3:]) * m


narrow = mask(6, 1, 0, 0, 1, 1, 1, 0, 1)
wide = mask(18, 0, 1, 1, 1, 1, 0, 1)
tell(
    network(reconstruction, [sampled(2, narrow), narrow], cascades=2, channels=2, pools=2, mapsChannels=2, mapsPools=1),
    network(reconstruction, [sampled(3, wide), wide], cascades=1, channels=3, pools=1, mapsChannels=2, mapsPools=2),
)
