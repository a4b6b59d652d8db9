"""What PyTorch's fft makes of planar complex images, centered and orthonormal as fastMRI's fft2c and ifft2c."""
import torch

from oracle import case, normal, tell

SHAPES = [(2, 8, 6), (3, 2, 5, 7), (1, 2, 60, 50), (2, 53, 49)]


def complex(x):
    return torch.complex(x.select(-3, 0), x.select(-3, 1))


def centered(transform):
    def of(x):
        z = torch.fft.ifftshift(complex(x), dim=(-2, -1))
        z = torch.fft.fftshift(transform(z, norm="ortho"), dim=(-2, -1))
        return torch.stack([z.real, z.imag], -3)
    return of


tell(
    fourierTransform=[case(centered(torch.fft.fft2), [normal(*shape)]) for shape in SHAPES],
    inverseFourierTransform=[case(centered(torch.fft.ifft2), [normal(*shape)]) for shape in SHAPES],
)
