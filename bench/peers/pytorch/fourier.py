"""The Fourier transform and its gradient."""

import torch
import torch.nn.functional as F
from data import complex_pairs


class Centered(torch.autograd.Function):
    """The centered transform with its adjoint written out; `signs` center it, see Fourier."""

    @staticmethod
    def forward(context, x, signs):
        context.signs = signs
        return torch.fft.fft2(x * signs, norm="ortho").mul_(signs)

    @staticmethod
    def backward(context, g):
        return torch.fft.ifft2(g * context.signs, norm="ortho").mul_(context.signs), None


class Fourier:
    """The centered, orthonormal 2-D transform of 15 coils and the gradient of half the squared distance to a target.

    Before and after a transform of even halves, multiplication by (-1)^(row + column) does what the shifts do.
    """

    forms = ["fftshift", "checkerboard", "checkerboard on the target", "checkerboard with its own adjoint"]

    def __init__(self, form):
        self.form, self.size, self.count = form, 0, 0
        self.batches = list(complex_pairs(2, 15, 320, 320))
        row = 1 - 2 * (torch.arange(320) % 2)
        self.signs = (row[:, None] * row).float()

    def pair(self, x, target):
        """The transform of x and what it is to equal."""
        if self.form == "fftshift":
            y = torch.fft.fft2(torch.fft.ifftshift(x, dim=(-2, -1)), norm="ortho")
            return torch.fft.fftshift(y, dim=(-2, -1)), target
        if self.form == "checkerboard with its own adjoint":
            return Centered.apply(x, self.signs), target
        y = torch.fft.fft2(x * self.signs, norm="ortho")
        return (y * self.signs, target) if self.form == "checkerboard" else (y, target * self.signs)

    def step(self):
        image, target = (torch.from_numpy(part) for part in self.batches[self.count % len(self.batches)])
        self.count += 1
        image.requires_grad_()
        loss = 0.5 * F.mse_loss(*map(torch.view_as_real, self.pair(image, target)), reduction="sum")
        loss.backward()
        self.gradient = image.grad
        return loss.item()

    def probe(self):
        values = self.gradient.flatten()[:: self.gradient.numel() // 16][:16]
        return torch.view_as_real(values).flatten().tolist()
