"""What scipy says of smoothed noise and of bilinear interpolation.

covariance: of noise smoothed by a Gaussian, over its variance, between pixels at distance 0, 1, 2 ...
displacement: the root mean square of Simard's displacements, uniform noise smoothed and multiplied by alpha.
resampled: a small image at random places, with a constant beyond its edge.
"""

import json

import numpy as np
from scipy.ndimage import gaussian_filter1d, map_coordinates

SIGMA, ALPHA, FILL = 4.0, 34.0, 0.25

impulse = np.zeros(201)
impulse[100] = 1
kernel = gaussian_filter1d(impulse, SIGMA, truncate=12)
products = np.correlate(kernel, kernel, "full")[200:]

random = np.random.default_rng(1)
image = random.random((5, 7)).astype(np.float32)
rows, columns = random.uniform(-1.5, 5.5, 40), random.uniform(-1.5, 7.5, 40)
resampled = map_coordinates(image.astype(float), [rows, columns], order=1, mode="grid-constant", cval=FILL)

print(
    json.dumps(
        {
            "covariance": (products / products[0])[:20].tolist(),
            "displacement": ALPHA * np.sqrt(1 / 3) * products[0],
            "image": image.ravel().tolist(),
            "rows": rows.tolist(),
            "columns": columns.tolist(),
            "resampled": resampled.tolist(),
        }
    )
)
