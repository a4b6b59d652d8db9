"""What scikit-learn and scikit-image make of metrics, averaged over the items that count."""
import json

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from sklearn.metrics import accuracy_score, f1_score, top_k_accuracy_score

from oracle import array, integers, normal

VALID = 5
WEIGHTS = np.array([1.0] * VALID + [0, 0])


def case(metric, prediction, target, value, **options):
    return dict(metric=metric, options=options, prediction=array(prediction), target=array(target), value=float(value))


def classes(count, *shape):
    return integers(0, count, *shape).astype(np.int64)


def images(*shape):
    return np.clip(np.round((normal(*shape) / 8 + 0.5) * 256) / 256, 0, 1)


def over_items(of, x, y):
    return np.mean([of(a, b) for a, b in zip(x[:VALID], y[:VALID])])


def classification():
    x, y = normal(7, 6), classes(6, 7)
    image, labels = normal(7, 3, 4, 5), classes(3, 7, 4, 5)
    yield case("accuracy", x, y, accuracy_score(y[:VALID], x[:VALID].argmax(1)))
    yield case("accuracy", image, labels, accuracy_score(labels[:VALID].ravel(), image[:VALID].argmax(1).ravel()))
    yield case("accuracy", x, np.eye(6)[y], accuracy_score(y[:VALID], x[:VALID].argmax(1)))
    for k in (1, 2, 5):
        yield case("topK", x, y, top_k_accuracy_score(y[:VALID], x[:VALID], k=k, labels=range(6)), k=k)
    yes = integers(0, 2, 7, 1)
    logits = normal(7, 1)
    yield case("binary", logits, yes, accuracy_score(yes[:VALID], logits[:VALID] > 0))
    shares = np.round(256 / (1 + np.exp(-normal(7, 4)))) / 256
    answers = integers(0, 2, 7, 4)
    yield case("binary", shares, answers, np.mean((shares > 0.5)[:VALID] == answers[:VALID]), fromLogits=False)


def image_quality():
    x, y = images(7, 1, 16, 13), images(7, 1, 16, 13)
    for data_range in (1.0, 2.0):
        psnr = lambda a, b: peak_signal_noise_ratio(b, a, data_range=data_range)
        yield case("psnr", x, y, over_items(psnr, x, y), dataRange=data_range)
    ssim = lambda a, b: structural_similarity(a[0], b[0], data_range=1.0)
    yield case("ssim", x, y, over_items(ssim, x, y))
    # Of hard masks the Dice overlap is the F1 score of pixels.
    mask, truth = integers(0, 2, 7, 1, 6, 5), integers(0, 2, 7, 1, 6, 5)
    f1 = lambda a, b: f1_score(b.ravel(), a.ravel())
    yield case("dice", mask, truth, over_items(f1, mask, truth), fromLogits=False, smooth=0)


print(json.dumps(dict(weights=WEIGHTS.tolist(), cases=[*classification(), *image_quality()])))
