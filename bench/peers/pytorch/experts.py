"""Influence functions of channels, weighted sums of Gaussians, in several forms; the fastest is taken."""

import math

import torch


def nodes(functions, limit):
    return [limit * (2 * j / (functions - 1) - 1) for j in range(functions)], 2 * limit / (functions - 1)


def one_by_one(z, weights, limit):
    """Function by function, differentiated by PyTorch."""
    mus, sigma = nodes(weights.shape[1], limit)
    y = 0
    for j, mu in enumerate(mus):
        y = y + weights[:, j, None, None] * torch.exp((z - mu).square() * (-0.5 / sigma**2))
    return y


def all_at_once(z, weights, limit):
    """All functions of a pixel in one array, which a matrix product sums."""
    mus, sigma = nodes(weights.shape[1], limit)
    mu = torch.tensor(mus)[:, None]
    gaussians = torch.exp((z.flatten(2).unsqueeze(2) - mu).square() * (-0.5 / sigma**2))
    return torch.matmul(weights[:, None, :], gaussians).reshape(z.shape)


class OneByOne(torch.autograd.Function):
    """Function by function, keeping nothing but the input: value, and later both gradients, by formula."""

    @staticmethod
    def forward(context, z, weights, limit):
        context.save_for_backward(z, weights)
        context.limit = limit
        mus, sigma = nodes(weights.shape[1], limit)
        y = torch.zeros_like(z)
        for j, mu in enumerate(mus):
            y.addcmul_(gaussian(z, mu, sigma), weights[:, j, None, None])
        return y

    @staticmethod
    def backward(context, dy):
        z, weights = context.saved_tensors
        mus, sigma = nodes(weights.shape[1], context.limit)
        slope, dw = torch.zeros_like(z), torch.empty_like(weights)
        for j, mu in enumerate(mus):
            g = gaussian(z, mu, sigma)
            dw[:, j] = (g * dy).sum((0, 2, 3))
            slope.addcmul_(g.mul_(z - mu), weights[:, j, None, None], value=-1 / sigma**2)
        return slope.mul_(dy), dw, None


def gaussian(z, mu, sigma):
    return (z - mu).square_().mul_(-0.5 / sigma**2).exp_()


class Blocks(torch.autograd.Function):
    """The factors that echotrain computes, in one array each: see src/graph/ops/radial-basis.ts."""

    @staticmethod
    def factors(z, count, limit, length=5):
        mus, sigma = nodes(count, limit)
        last = (count - 1) / 2
        m = torch.arange(math.ceil(count / length)) * length + (length - 1) / 2 - last
        l = torch.arange(length) - (length - 1) / 2
        flat = (z / sigma).clamp_(-last - 6, last + 6).flatten(2).unsqueeze(2)
        waves, gaussians = (flat * l[:, None]).exp_(), (flat - m[:, None]).square_().mul_(-0.5).exp_()
        shares = torch.exp(-l * m[:, None] - l**2 / 2)
        return flat, waves, gaussians, shares, m[:, None] + l, sigma

    @staticmethod
    def forward(context, z, weights, limit):
        flat, waves, gaussians, shares, _, _ = Blocks.factors(z, weights.shape[1], limit)
        blocks = torch.nn.functional.pad(weights, (0, shares.numel() - weights.shape[1])).reshape(-1, *shares.shape)
        y = torch.matmul(blocks * shares, waves).mul_(gaussians).sum(2).reshape(z.shape)
        context.save_for_backward(z, weights, y)
        context.limit = limit
        return y

    @staticmethod
    def backward(context, dy):
        z, weights, y = context.saved_tensors
        flat, waves, gaussians, shares, mus, sigma = Blocks.factors(z, weights.shape[1], context.limit)
        blocks = torch.nn.functional.pad(weights, (0, shares.numel() - weights.shape[1])).reshape(-1, *shares.shape)
        moved = torch.matmul(blocks * shares * mus, waves).mul_(gaussians).sum(2).reshape(z.shape)
        slope = moved.sub_(y * flat.reshape(z.shape)).mul_(dy).mul_(1 / sigma)
        dw = torch.matmul(gaussians.mul_(dy.flatten(2).unsqueeze(2)), waves.transpose(2, 3)).sum(0) * shares
        return slope, dw.flatten(1)[:, : weights.shape[1]], None


FORMS = {
    "one by one": one_by_one,
    "all at once": all_at_once,
    "one by one with its own gradient": OneByOne.apply,
    "blocks with their own gradient": Blocks.apply,
}
