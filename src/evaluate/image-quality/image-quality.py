"""Measures of image quality as fastMRI computes them with scikit-image, and HFEN by scipy's convolution."""
import json

import numpy as np
from scipy import ndimage
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

SHAPE = (3, 20, 23)
s, r, c = np.meshgrid(*map(np.arange, SHAPE), indexing="ij")
reference = (s + 1) * (2 + np.sin(0.7 * r + s) * np.cos(0.45 * c) + np.where((r - 9) ** 2 + (c - 12) ** 2 < 30, 3, 0))
image = reference + 0.4 * np.sin(1.9 * r * (s + 1) + 0.3 * c * c)
region = ((r - 10) / 7.0) ** 2 + ((c - 11) / 9.0) ** 2 < 1


def log_kernel(size=15, sigma=1.5):
    """Matlab's fspecial('log')."""
    x = np.arange(size) - size // 2
    squares = x[:, None] ** 2 + x[None] ** 2
    gauss = np.exp(-squares / (2 * sigma**2))
    kernel = gauss / gauss.sum() * (squares - 2 * sigma**2) / sigma**4
    return kernel - kernel.mean()


def filtered(volume):
    return np.stack([ndimage.convolve(each, log_kernel(), mode="constant") for each in volume])


def measures(gt, pred, where):
    """fastMRI's evaluate.py, its maps and sums restricted to `where`."""
    peak = gt.max()
    difference = gt - pred
    similarities, counted = 0.0, 0
    for one in range(len(gt)):
        mean, full = structural_similarity(gt[one], pred[one], data_range=peak, full=True)
        inner = (slice(3, -3), slice(3, -3))
        if where.all():
            assert abs(mean - full[inner].mean()) < 1e-12
        similarities += full[inner][where[one][inner]].sum()
        counted += where[one][inner].sum()
    psnr = 10 * np.log10(peak**2 / (difference[where] ** 2).mean())
    if where.all():
        assert abs(psnr - peak_signal_noise_ratio(gt, pred, data_range=peak)) < 1e-9
    fine, wrong = filtered(gt), filtered(difference)
    return dict(
        nmse=(difference[where] ** 2).sum() / (gt[where] ** 2).sum(),
        nrmse=np.linalg.norm((np.abs(pred) - np.abs(gt))[where]) / np.linalg.norm(gt[where]),
        psnr=psnr,
        ssim=similarities / counted,
        hfen=np.linalg.norm(wrong[where]) / np.linalg.norm(fine[where]),
    )


def slicewise(gt, pred, where):
    each = [measures(gt[i : i + 1], pred[i : i + 1], where[i : i + 1]) for i in range(len(gt))]
    return {name: np.mean([one[name] for one in each]) for name in each[0]}


everywhere = np.ones(SHAPE, bool)
print(
    json.dumps(
        dict(
            volume=measures(reference, image, everywhere),
            slices=slicewise(reference, image, everywhere),
            inside=measures(reference, image, region),
            outside=measures(reference, image, ~region),
            insideSlices=slicewise(reference, image, region),
        )
    )
)
