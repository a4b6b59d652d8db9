"""The variational network (Hammernik et al. 2018) and its training step."""

import numpy as np
import torch
import torch.nn.functional as F
from data import reconstructions, stages_of
from experts import FORMS

STAGES, FILTERS, SIZE, FUNCTIONS, LIMIT = 5, 24, 11, 15, 1.0
COILS, SIDE = 8, 128


def centering(side):
    """Before and after a transform of even halves, this does what the shifts do; around a mask it cancels."""
    sign = 1 - 2 * (torch.arange(side) % 2)
    return (sign[:, None] * sign).float()


def network(parameters, influence, kspace, maps, mask, signs):
    centered = maps * signs
    zero_filled = torch.view_as_real((torch.fft.ifft2(kspace * signs, norm="ortho") * centered.conj()).sum(0))
    zero_filled = zero_filled.movedim(-1, 0).unsqueeze(0)
    u = zero_filled
    for kernel, weights, scale in zip(*[iter(parameters)] * 3):
        responses = influence(F.conv2d(u, kernel, padding=SIZE // 2), weights, LIMIT)
        experts = F.conv_transpose2d(responses, kernel, padding=SIZE // 2) / FILTERS
        image = torch.complex(u[0, 0], u[0, 1])
        seen = torch.fft.ifft2(torch.fft.fft2(image * centered, norm="ortho") * mask, norm="ortho")
        normal = torch.view_as_real((seen * centered.conj()).sum(0)).movedim(-1, 0)
        u = u - experts - scale * (normal - zero_filled)
    return u


def magnitude(z):
    return (z.square().sum(1) + 1e-12).sqrt()


class Reconstruction:
    """One training step after another, by Adam with projections, in one of PyTorch's forms."""

    forms = list(FORMS)

    def __init__(self, form):
        self.influence, self.count = FORMS[form], 0
        self.batches = [[torch.from_numpy(part) for part in one] for one in reconstructions(2, COILS, SIDE)]
        made = stages_of(STAGES, FILTERS, SIZE, FUNCTIONS, LIMIT)
        self.parameters = [torch.from_numpy(value).requires_grad_() for value in made]
        self.signs = centering(SIDE)
        self.optimizer = torch.optim.Adam(self.parameters, lr=1e-3, foreach=True)
        self.size = sum(p.numel() for p in self.parameters)

    @torch.no_grad()
    def project(self):
        """Filters of mean 0 in each plane and norm 1, λ of 0 or more."""
        for kernel, _, scale in zip(*[iter(self.parameters)] * 3):
            kernel.sub_(kernel.mean((2, 3), keepdim=True))
            kernel.div_(kernel.square().sum((1, 2, 3), keepdim=True).sqrt_().add_(1e-7))
            scale.clamp_(min=0)

    def step(self):
        kspace, maps, mask, target = self.batches[self.count % len(self.batches)]
        self.count += 1
        u = network(self.parameters, self.influence, kspace, maps, mask, self.signs)
        loss = F.mse_loss(magnitude(u), magnitude(target))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        self.project()
        return loss.item()

    def probe(self):
        return []
