"""Complete elliptic integrals by scipy, and the field of a loop by summing Biot and Savart's law over its wire."""
import json

import numpy as np
from scipy.special import ellipe, ellipkm1


def field(center, axis, radius, point, segments=4096):
    """∮ dl × r / |r|³, in units of the field in the center; the midpoint rule converges exponentially."""
    center, axis, point = map(np.asarray, (center, axis, point))
    first = np.cross(axis, [0.3, -0.5, 0.8])
    first /= np.linalg.norm(first)
    second = np.cross(axis, first)
    t = 2 * np.pi * (np.arange(segments) + 0.5)[:, None] / segments
    wire = center + radius * (np.cos(t) * first + np.sin(t) * second)
    step = 2 * np.pi / segments * radius * (-np.sin(t) * first + np.cos(t) * second)
    r = point - wire
    total = (np.cross(step, r) / np.linalg.norm(r, axis=1)[:, None] ** 3).sum(axis=0)
    return (total * radius / (2 * np.pi)).tolist()


axis = [0.6, 0, -0.8]
loops = [dict(center=[1, -0.5, 0.25], axis=axis, radius=0.75), dict(center=[0, 0, 0], axis=[0, 0, 1], radius=1.5)]
points = [[0, 0, 0], [0.5, 0.25, -0.75], [-2, 1, 3], [1, -0.5, 0.25], [1.6, -0.5, -0.55], [1, 0.2, 0.25], [0, 0, 2]]
fields = [dict(loop=loop, point=p, field=field(**loop, point=p)) for loop in loops for p in points]
integrals = [[m1, float(ellipkm1(m1)), float(ellipe(1 - m1))] for m1 in [1, 0.9, 0.5, 0.1, 1e-3, 1e-6]]
print(json.dumps(dict(integrals=integrals, fields=fields)))
