"""What the oracles of reconstructions share: planar complex images [..., 2, row, column] and centered transforms."""
import torch

AXES = (-2, -1)


def to_complex(x):
    return torch.complex(x.select(-3, 0), x.select(-3, 1))


def to_planar(z):
    return torch.stack([z.real, z.imag], -3)


def _transform(function, z):
    return torch.fft.fftshift(function(torch.fft.ifftshift(z, AXES), norm="ortho"), AXES)


def kspace_of(x):
    return to_planar(_transform(torch.fft.fft2, to_complex(x)))


def image_of(y):
    return to_planar(_transform(torch.fft.ifft2, to_complex(y)))


def root_sum_of_squares(x):
    """[batch, coil, 2, row, column] to [batch, 1, row, column]"""
    return (x**2).sum((1, 2)).sqrt().unsqueeze(1)


def expand(x, maps):
    """What each coil sees of [batch, 2, row, column]."""
    return to_planar(to_complex(x).unsqueeze(1) * to_complex(maps))


def combine(x, maps):
    """The coils' images, each times its conjugate sensitivity, summed."""
    return to_planar((to_complex(x) * to_complex(maps).conj()).sum(1))


def consistent(x, kspace, maps, mask, weight=None):
    """An image [batch, 2, row, column] whose k-space, coil by coil, is what was measured; with a weight closer to it."""
    k = kspace_of(expand(x, maps))
    measured = kspace if weight is None else (k + weight * kspace) / (1 + weight)
    return combine(image_of(torch.where(mask > 0, measured, k)), maps)
