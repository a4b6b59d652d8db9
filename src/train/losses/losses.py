"""What PyTorch makes of losses, averaged over the items that count; structural similarity also by scikit-image."""
import numpy as np
import torch
import torch.nn.functional as F
from skimage.metrics import structural_similarity

from oracle import array, case, distinct, integers, normal, positive, tell

WEIGHTS = {2: [1, 1], 4: [1, 1, 1, 0], 5: [1, 1, 1, 0, 0]}


def masked(per_item):
    """The mean over items of weight 1; the target is given, not learned."""

    def loss(prediction, target, weights, **options):
        values = per_item(prediction, target.detach(), **options)
        each = values.reshape(values.shape[0], -1).mean(1)
        weights = weights.detach()
        return (each * weights).sum() / weights.sum()

    return loss


def log_probabilities(prediction, from_logits):
    return F.log_softmax(prediction, 1) if from_logits else prediction.clamp(1e-7, 1 - 1e-7).log()


def cross_entropy(prediction, target, *, fromLogits=True, labelSmoothing=0.0, classWeights=None):
    weight = None if classWeights is None else torch.tensor(classWeights, dtype=torch.float32)
    if fromLogits:
        return F.cross_entropy(prediction, target, weight, reduction="none", label_smoothing=labelSmoothing)
    return F.nll_loss(log_probabilities(prediction, False), target, weight, reduction="none")


def binary_cross_entropy(prediction, target, *, fromLogits=True, labelSmoothing=0.0):
    target = target.float().reshape(prediction.shape) * (1 - labelSmoothing) + labelSmoothing / 2
    entropy = F.binary_cross_entropy_with_logits if fromLogits else F.binary_cross_entropy
    return entropy(prediction, target, reduction="none")


def binary_focal(prediction, target, *, gamma=2.0, alpha=None):
    """As torchvision's sigmoid_focal_loss."""
    p = prediction.sigmoid()
    entropy = F.binary_cross_entropy_with_logits(prediction, target, reduction="none")
    p_t = p * target + (1 - p) * (1 - target)
    loss = entropy * (1 - p_t) ** gamma
    return loss if alpha is None else (alpha * target + (1 - alpha) * (1 - target)) * loss


def categorical_focal(prediction, target, *, gamma=2.0, alpha=0.25):
    entropy = F.cross_entropy(prediction, target, reduction="none")
    return alpha * (1 - (-entropy).exp()) ** gamma * entropy


def dice(prediction, target, *, smooth=1.0, background=True):
    classes = prediction.shape[1]
    p = prediction.sigmoid() if classes == 1 else prediction.softmax(1)
    t = target.reshape(p.shape) if classes == 1 else F.one_hot(target, classes).movedim(-1, 1)
    first = 0 if background else 1
    p, t = p.flatten(2)[:, first:], t.flatten(2)[:, first:].float()
    return 1 - (2 * (p * t).sum(2) + smooth) / (p.sum(2) + t.sum(2) + smooth)


def window(kind):
    if kind == "uniform":
        return torch.full((7, 7), 1 / 49)
    x = torch.arange(-5, 6, dtype=torch.float64)
    g = torch.exp(-(x**2) / (2 * 1.5**2))
    return torch.outer(g / g.sum(), g / g.sum()).float()


def ssim(prediction, target, *, window_kind="uniform", dataRange=1.0):
    kernel = window(window_kind)[None, None]
    mean = lambda x: F.conv2d(x.reshape(-1, 1, *x.shape[2:]), kernel)
    scale = 49 / 48 if window_kind == "uniform" else 1
    mx, my = mean(prediction), mean(target)
    vx = scale * (mean(prediction**2) - mx**2)
    vy = scale * (mean(target**2) - my**2)
    vxy = scale * (mean(prediction * target) - mx * my)
    c1, c2 = (0.01 * dataRange) ** 2, (0.03 * dataRange) ** 2
    s = (2 * mx * my + c1) * (2 * vxy + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    return 1 - s.reshape(prediction.shape[0], prediction.shape[1], -1).mean(2)


def similarity(x, y, window_kind, data_range):
    """1 - SSIM of each item's channels by scikit-image."""
    gaussian = dict(gaussian_weights=True, sigma=1.5, use_sample_covariance=False)
    options = gaussian if window_kind == "gaussian" else {}
    one = lambda a, b: structural_similarity(a, b, data_range=data_range, **options)
    return [1 - np.mean([one(a, b) for a, b in zip(*pair)]) for pair in zip(x, y)]


def images(*shape):
    return np.clip(np.round((normal(*shape) / 8 + 0.5) * 256) / 256, 0, 1)


def probabilities(*shape):
    p = torch.tensor(normal(*shape)).softmax(1).numpy()
    return np.round(p * 1024) / 1024


def shares(*shape):
    return np.eye(shape[1])[integers(0, shape[1], shape[0]).astype(int)] * 0.75 + 0.25 / shape[1]


def classes(count, *shape):
    return integers(0, count, *shape).astype(np.int64)


def weights(n):
    return np.array(WEIGHTS[n], dtype=float)


def cases(per_item, *calls):
    return [case(masked(per_item), [x, t, weights(len(x))], **options) for x, t, options in calls]


def ssim_cases():
    found = []
    for kind, range_, shape in [("uniform", 1.0, (4, 2, 9, 12)), ("gaussian", 1.0, (2, 1, 16, 13)), ("uniform", 0.5, (2, 3, 8, 7))]:
        x, y = images(*shape), images(*shape)
        one = case(masked(lambda p, t: ssim(p, t, window_kind=kind, dataRange=range_)), [x, y, weights(len(x))])
        per_item = similarity(x, y, kind, range_)
        mean = float(np.sum(per_item * weights(len(x))) / weights(len(x)).sum())
        assert abs(mean - one["outputs"][0]["values"][0]) < 1e-5, "scikit-image and the formula differ"
        one["options"] = dict(window=kind, dataRange=range_)
        found.append(one)
    return found


def magnitude(z, epsilon):
    return (z.pow(2).sum(1) + epsilon).sqrt()


tell(
    meanSquaredError=cases(lambda p, t: (p - t) ** 2, (normal(4, 3), normal(4, 3), {}), (normal(5, 2, 3, 4), normal(5, 2, 3, 4), {})),
    meanAbsoluteError=cases(lambda p, t: (p - t).abs(), (distinct(4, 3), normal(4, 3) / 32, {})),
    huber=cases(
        lambda p, t, delta=1.0: F.huber_loss(p, t, reduction="none", delta=delta),
        (normal(5, 3) * 2, normal(5, 3), {}),
        (normal(4, 2, 3) * 2, normal(4, 2, 3), dict(delta=0.3)),
    ),
    binaryCrossentropy=cases(
        binary_cross_entropy,
        (normal(5, 3) * 4, integers(0, 2, 5, 3), {}),
        (normal(4, 1), classes(2, 4), {}),
        (normal(4, 2, 3), integers(0, 2, 4, 2, 3), dict(labelSmoothing=0.2)),
        (probabilities(4, 3), integers(0, 2, 4, 3), dict(fromLogits=False)),
    ),
    sparseCategoricalCrossentropy=cases(
        cross_entropy,
        (normal(5, 3) * 4, classes(3, 5), {}),
        (normal(4, 3) * 40, classes(3, 4), {}),
        (normal(4, 10), classes(10, 4), dict(labelSmoothing=0.1)),
        (normal(4, 3), classes(3, 4), dict(classWeights=[0.5, 1.0, 3.0])),
        (normal(4, 3), classes(3, 4), dict(classWeights=[0.5, 0.0, 3.0], labelSmoothing=0.3)),
        (normal(2, 4, 5, 6), classes(4, 2, 5, 6), {}),
        (probabilities(5, 4), classes(4, 5), dict(fromLogits=False)),
    ),
    categoricalCrossentropy=cases(
        lambda p, t, labelSmoothing=0.0: F.cross_entropy(p, t, reduction="none", label_smoothing=labelSmoothing),
        (normal(5, 4), shares(5, 4), {}),
        (normal(4, 3), shares(4, 3), dict(labelSmoothing=0.2)),
    ),
    binaryFocalCrossentropy=cases(
        binary_focal,
        (normal(5, 3) * 2, integers(0, 2, 5, 3), {}),
        (normal(4, 3), integers(0, 2, 4, 3), dict(gamma=1.5, alpha=0.25)),
    ),
    categoricalFocalCrossentropy=cases(
        categorical_focal,
        (normal(5, 4), classes(4, 5), {}),
        (normal(2, 3, 4, 4), classes(3, 2, 4, 4), dict(gamma=3.0, alpha=1.0)),
    ),
    dice=cases(
        dice,
        (normal(4, 3, 4, 5), classes(3, 4, 4, 5), {}),
        (normal(2, 3, 6), classes(3, 2, 6), dict(background=False, smooth=0.5)),
        (normal(4, 1, 4, 4), integers(0, 2, 4, 1, 4, 4), {}),
    ),
    ssim=ssim_cases(),
    magnitudeMeanSquaredError=cases(
        lambda p, t, epsilon=1e-12: (magnitude(p, epsilon) - magnitude(t, epsilon)) ** 2,
        (normal(4, 2, 3, 5) + 1 / 32, normal(4, 2, 3, 5), {}),
        (normal(2, 2, 4, 3) + 1 / 32, positive(2, 1, 4, 3), dict(epsilon=0.25)),
    ),
)
