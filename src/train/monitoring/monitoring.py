"""What PyTorch says of one step of a small network: norms of gradients and weights, activations, dead units."""
import json

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
ITEMS, CLASSES, RATE = 7, 3, 0.1
SHAPES = dict(conv=[(4, 1, 3, 3), (4,)], hidden=[(64, 8), (8,)], out=[(8, 3), (3,)])


def values(shape, step):
    """Not random, so that they can be made anywhere."""
    return np.round(np.sin(np.arange(np.prod(shape)) * step + 0.3) * 0.5, 4).reshape(shape)


def make_weights():
    made = {name: [values(kernel, 1.7), values(bias, 0.9)] for name, (kernel, bias) in SHAPES.items()}
    made["conv"][1][2] = -9  # a channel, and two units, that never fire
    made["hidden"][1][[1, 5]] = -9
    return {name: [torch.tensor(w, requires_grad=True) for w in both] for name, both in made.items()}


def forward(x, weights):
    conv = torch.relu(torch.nn.functional.conv2d(x, *weights["conv"]))
    hidden = torch.relu(conv.flatten(1) @ weights["hidden"][0] + weights["hidden"][1])
    return dict(conv=conv, hidden=hidden, out=hidden @ weights["out"][0] + weights["out"][1])


def norm(tensors):
    return float(torch.sqrt(sum((t**2).sum() for t in tensors)))


def measure():
    x = torch.tensor(values((ITEMS, 1, 6, 6), 0.37))
    labels = torch.arange(ITEMS) % CLASSES
    weights = make_weights()
    activations = forward(x, weights)
    torch.nn.functional.cross_entropy(activations["out"], labels).backward()
    found = dict(gradientNorm=norm([w.grad for both in weights.values() for w in both]))
    for name, both in weights.items():
        y = activations[name].detach()
        moved = [RATE * w.grad for w in both]
        found[f"gradientNorm/{name}"] = norm([w.grad for w in both])
        found[f"weightNorm/{name}"] = norm([w.detach() - m for w, m in zip(both, moved)])
        found[f"updateRatio/{name}"] = norm(moved) / norm([w.detach() for w in both])
        found[f"activationMean/{name}"] = float(y.mean())
        found[f"activationStd/{name}"] = float(y.std(unbiased=False))
    units = dict(conv=activations["conv"].amax((0, 2, 3)), hidden=activations["hidden"].amax(0))
    for name, largest in units.items():
        found[f"deadUnits/{name}"] = float((largest == 0).double().mean())
    return found


print(json.dumps(measure()))
