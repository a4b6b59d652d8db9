"""Twenty steps of PyTorch's optimizers on a bent valley, from one start. In float64, so that only our rounding shows."""
import json

import torch

START = [1.5, -0.75, 2.0, 0.25, -1.25, 0.5]
CURVATURE = [4.0, 0.25, 1.0, 9.0, 0.0625, 2.0]
STEPS = 20


def valley(p):
    """Convex, of very different curvatures, and not quadratic."""
    return (torch.tensor(CURVATURE, dtype=torch.float64) * p**2 / 2 + p**4 / 8 + torch.sin(3 * p) / 4).sum()


def trajectory(make, clip=None):
    p = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make([p])
    path = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        valley(p).backward()
        if clip is not None:
            torch.nn.utils.clip_grad_norm_([p], clip)
        optimizer.step()
        path.append(p.detach().tolist())
    return path


def decaying(lr, weight_decay):
    """AdamW whose first two parameters do not decay."""

    def path():
        parts = [torch.tensor(START[:2], dtype=torch.float64, requires_grad=True)]
        parts.append(torch.tensor(START[2:], dtype=torch.float64, requires_grad=True))
        groups = [dict(params=parts[:1], weight_decay=0.0), dict(params=parts[1:], weight_decay=weight_decay)]
        optimizer = torch.optim.AdamW(groups, lr=lr)
        found = []
        for _ in range(STEPS):
            optimizer.zero_grad()
            valley(torch.cat(parts)).backward()
            optimizer.step()
            found.append(torch.cat(parts).detach().tolist())
        return found

    return path()


o = torch.optim
PATHS = {
    "sgd": trajectory(lambda p: o.SGD(p, lr=0.05)),
    "sgd with momentum": trajectory(lambda p: o.SGD(p, lr=0.02, momentum=0.9)),
    "sgd with Nesterov momentum": trajectory(lambda p: o.SGD(p, lr=0.02, momentum=0.9, nesterov=True)),
    "rmsProp": trajectory(lambda p: o.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-7)),
    "rmsProp with momentum": trajectory(lambda p: o.RMSprop(p, lr=0.01, alpha=0.95, eps=1e-3, momentum=0.8)),
    "adam": trajectory(lambda p: o.Adam(p, lr=0.05, eps=1e-7)),
    "adam with other betas": trajectory(lambda p: o.Adam(p, lr=0.05, betas=(0.8, 0.99), eps=1e-3)),
    "adamW": trajectory(lambda p: o.AdamW(p, lr=0.05, weight_decay=0.1, eps=1e-7)),
    "adamW, some decaying": decaying(0.05, 0.2),
    "sgd, clipped": trajectory(lambda p: o.SGD(p, lr=0.05), clip=1.0),
    "adam, clipped": trajectory(lambda p: o.Adam(p, lr=0.05, eps=1e-7), clip=0.5),
}

rounded = {name: [[float(f"{v:.10g}") for v in point] for point in path] for name, path in PATHS.items()}
print(json.dumps(dict(start=START, curvature=CURVATURE, paths=rounded)))
