"""Some pixels of the tooth as scikit-image reconstructs them, axis of rotation at detector 296."""

import h5py
import numpy as np
from skimage.transform import iradon

from shared_data import tell


def make(folder):
    with h5py.File(folder / "ct_projections/tooth.h5") as file:
        data, white, dark = (file[f"exchange/{name}"][:, 0].astype(float) for name in ["data", "data_white", "data_dark"])
        theta = file["exchange/theta"][:]
    dark = dark.mean(0)
    integrals = -np.log((data - dark) / (white.mean(0) - dark))
    # 513 detectors, of which the middle one, 256, is 296 of all
    image = iradon(integrals[:, 40:553].T, theta, filter_name="shepp-logan", circle=False, output_size=513)
    return dict(size=513, center=296, step=24, image=[float(f"{v:.5g}") for v in image[::24, ::24].ravel()])


tell(make)
