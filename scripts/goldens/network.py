"""What the oracles of architectures share: weights by a formula, which the tests know too, values and slopes.

The slope of a weight is the derivative of the loss along the wave of the same formula: one number that tells whether
its whole gradient is right.
"""
import json

import numpy as np
import torch

from oracle import array


def wave(shape, phase):
    """sin(12.9898 i + phase)"""
    return np.sin(12.9898 * np.arange(int(np.prod(shape))) + phase).reshape(shape)


class Weights:
    """Hands out weights in the order in which a model keeps them."""

    def __init__(self):
        self.all = []

    def __call__(self, *shape):
        values = wave(shape, len(self.all))
        values = values / np.sqrt(np.prod(shape[1:])) if len(shape) > 1 else 0.5 + 0.25 * values
        weight = torch.tensor(np.float32(values), dtype=torch.float64, requires_grad=True)
        self.all.append(weight)
        return weight


def network(forward, inputs, **options):
    """forward(weights, *inputs, **options): its output, the slopes of all weights, the first input's gradient."""
    weights = Weights()
    tensors = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in inputs]
    y = forward(weights, *tensors, **options)
    (y * torch.tensor(wave(y.shape, 0.5))).sum().backward()
    slope = lambda k, w: 0.0 if w.grad is None else float((w.grad * torch.tensor(wave(w.shape, k))).sum())
    return dict(
        options=options,
        inputs=[array(x) for x in inputs],
        output=array(y.detach().numpy()),
        slopes=[float(f"{slope(k, w):.8g}") for k, w in enumerate(weights.all)],
        gradient=array(tensors[0].grad.numpy()),
    )


def tell(*cases):
    """Prints all cases."""
    print(json.dumps(cases))
