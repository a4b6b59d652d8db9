"""Eigenvalues, FA and MD by numpy; kurtosis as the fourth standardized moment of displacements; Rician moments by scipy."""
import json

import numpy as np
from scipy.stats import rice

rng = np.random.default_rng(7)


def tensor():
    axes = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    return np.round(axes @ np.diag(rng.uniform(0.2, 2.4, 3)) @ axes.T, 6) * 1e-3


def elements(d):
    names = dict(xx=(0, 0), yy=(1, 1), zz=(2, 2), xy=(0, 1), xz=(0, 2), yz=(1, 2))
    return {name: float(d[at]) for name, at in names.items()}


tensors = []
for _ in range(6):
    d = tensor()
    values = np.linalg.eigvalsh(d)
    fa = np.sqrt(1.5 * ((values - values.mean()) ** 2).sum() / (values**2).sum())
    tensors.append(dict(tensor=elements(d), fa=float(fa), md=float(values.mean())))

# A mixture of Gaussians has <x²> = 2t Σ f D and <x⁴> = 12 t² Σ f D²: K = <x⁴> / <x²>² - 3.
mixtures = []
for _ in range(4):
    fractions = rng.dirichlet([2, 2, 2])
    parts = [tensor() for _ in fractions]
    n = rng.normal(size=3)
    n /= np.linalg.norm(n)
    along = np.array([n @ d @ n for d in parts])
    k = 3 * (fractions @ along**2) / (fractions @ along) ** 2 - 3
    mixtures.append(
        dict(
            compartments=[dict(fraction=float(f), tensor=elements(d)) for f, d in zip(fractions, parts)],
            direction=n.tolist(),
            kurtosis=float(k),
        )
    )
ricians = [dict(value=v, mean=float(rice(v / 0.1, scale=0.1).mean()), std=float(rice(v / 0.1, scale=0.1).std())) for v in (0, 0.1, 0.3, 1)]
print(json.dumps(dict(tensors=tensors, mixtures=mixtures, ricians=ricians)))
