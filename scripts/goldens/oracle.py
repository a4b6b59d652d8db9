"""What the oracles of operators share: arrays as JSON, and a function's value and gradients by PyTorch.

Inputs are multiples of 1/16, so that the JSON is short and exact.
"""
import json

import numpy as np
import torch

_rng = np.random.default_rng(20180616)


def normal(*shape):
    """Normally distributed, rounded to sixteenths."""
    return np.round(_rng.normal(size=shape) * 16) / 16


def positive(*shape):
    """Between 1/4 and 2."""
    return np.round(_rng.uniform(0.25, 2, size=shape) * 16) / 16


def integers(low, high, *shape):
    """Whole numbers from low up to, not including, high: many ties."""
    return _rng.integers(low, high, size=shape).astype(float)


def distinct(*shape):
    """All different, none within 1/16 of zero."""
    n = int(np.prod(shape))
    return ((_rng.permutation(n) - n // 2 + 0.5) / 8).reshape(shape)


def _short(value):
    return value if isinstance(value, int) else float(f"{value:.8g}")


def array(values):
    """Shape, element type and values; integers are int64."""
    values = np.asarray(values)
    names = {"f": "float32", "i": "int64", "b": "bool"}
    flat = values.ravel().astype(int if values.dtype.kind in "ib" else float).tolist()
    return dict(shape=list(values.shape), dtype=names[values.dtype.kind], values=[_short(v) for v in flat])


def case(function, inputs, **options):
    """One case: function(*inputs, **options), and its gradients for a random upstream of every float output."""
    tensors = [torch.tensor(x, dtype=torch.float32) if np.asarray(x).dtype.kind == "f" else torch.tensor(x) for x in inputs]
    for t in tensors:
        t.requires_grad_(t.is_floating_point())
    outputs = function(*tensors, **options)
    outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
    upstreams = [normal(*y.shape) for y in outputs]
    flowing = [(y, torch.tensor(dy, dtype=torch.float32)) for y, dy in zip(outputs, upstreams) if y.requires_grad]
    if flowing:
        torch.autograd.backward(*zip(*flowing))
    gradients = [None if t.grad is None else array(t.grad.numpy()) for t in tensors]
    return dict(
        options=options,
        inputs=[array(x) for x in inputs],
        outputs=[array(y.detach().numpy()) for y in outputs],
        upstreams=[array(dy) for dy in upstreams] if flowing else [],
        gradients=gradients if flowing else [],
    )


def tell(**families):
    """Prints all cases."""
    print(json.dumps(families))
