"""fastMRI's U-Net in plain PyTorch."""
import torch
import torch.nn.functional as F

from mri import image_of, root_sum_of_squares
from network import network, tell
from oracle import normal


def convolved(weights, x, filters):
    for _ in range(2):
        x = F.leaky_relu(F.instance_norm(F.conv2d(x, weights(filters, x.shape[1], 3, 3), padding=1)), 0.2)
    return x


def unet(weights, x, channels, pools, outputs):
    kept = []
    for level in range(pools):
        kept.append(convolved(weights, x, channels * 2**level))
        x = F.avg_pool2d(kept[-1], 2)
    x = convolved(weights, x, channels * 2**pools)
    for level in reversed(range(pools)):
        skip = kept.pop()
        up = F.conv_transpose2d(x, weights(x.shape[1], x.shape[1] // 2, 2, 2), stride=2)
        up = F.leaky_relu(F.instance_norm(up), 0.2)
        up = F.pad(up, (0, skip.shape[3] - up.shape[3], 0, skip.shape[2] - up.shape[2]), "reflect")
        x = convolved(weights, torch.cat([up, skip], 1), channels * 2**level)
    return F.conv2d(x, weights(outputs, x.shape[1], 1, 1), weights(outputs))


def reconstruction(weights, kspace, *, channels, pools):
    x = root_sum_of_squares(image_of(kspace))
    mean, std = x.mean((2, 3), keepdim=True), x.std((2, 3), keepdim=True)
    return unet(weights, (x - mean) / std, channels, pools, 1) * std + mean


if __name__ == "__main__":
    tell(
        network(reconstruction, [normal(2, 2, 2, 8, 12)], channels=3, pools=2),
        network(reconstruction, [normal(1, 3, 2, 11, 14)], channels=2, pools=2),
    )
