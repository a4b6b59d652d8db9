"""Iris as scikit-learn standardizes it: statistics from every third flower, applied to the first and last flower."""

import json

from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler

flowers = load_iris().data
scaler = StandardScaler().fit(flowers[::3])
print(
    json.dumps(
        {
            "mean": scaler.mean_.tolist(),
            "deviation": scaler.scale_.tolist(),
            "standardized": scaler.transform(flowers[[0, -1]]).tolist(),
        }
    )
)
