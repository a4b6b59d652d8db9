"""What PIL makes of small images under Image.resize(..., BILINEAR): an antialiased triangle filter."""

import json

import numpy as np
from PIL import Image

rng = np.random.default_rng(7)
image = rng.random((7, 10), dtype=np.float32).round(3)
sizes = [[7, 10], [3, 10], [7, 4], [14, 23], [2, 3], [1, 1], [5, 17]]
resized = [
    {"size": size, "values": np.asarray(Image.fromarray(image).resize((size[1], size[0]), Image.BILINEAR)).round(6).ravel().tolist()}
    for size in sizes
]
print(json.dumps({"shape": list(image.shape), "image": image.ravel().tolist(), "resized": resized}))
