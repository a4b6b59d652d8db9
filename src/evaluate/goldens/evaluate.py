"""Inputs, and what scikit-learn, scipy and numpy make of them."""
import json

import numpy as np
from scipy import special, stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

rng = np.random.default_rng(20180616)


def rounded(values):
    return [round(float(v), 6) for v in np.ravel(values)]


def classification():
    n, k = 120, 4
    labels = rng.choice(k, n, p=[0.5, 0.3, 0.15, 0.05])
    logits = rng.normal(size=(n, k)) + 1.5 * np.eye(k)[labels]
    logits[:, 3] -= 9  # the last class is never predicted
    p = np.exp(logits)
    p = np.round(p / p.sum(1, keepdims=True), 6)
    p[:, 0] += 1 - p.sum(1)
    predicted = p.argmax(1)
    one_hot = np.eye(k)[labels]
    per_class = metrics.precision_recall_fscore_support(labels, predicted, labels=range(k), zero_division=0)
    by_class = metrics.multilabel_confusion_matrix(labels, predicted, labels=range(k))
    average = lambda kind: list(
        metrics.precision_recall_fscore_support(labels, predicted, average=kind, zero_division=0)[:3]
    )
    correct, confidence = predicted == labels, p.max(1)
    share, assured = calibration_curve(correct, confidence, n_bins=10, strategy="uniform")
    counts = np.histogram(confidence, bins=10, range=(0, 1))[0]
    gaps = np.abs(share - assured)
    return dict(
        labels=labels.tolist(), classes=k, probabilities=p.ravel().tolist(), predicted=predicted.tolist(),
        confusion=metrics.confusion_matrix(labels, predicted).tolist(),
        accuracy=metrics.accuracy_score(labels, predicted),
        balancedAccuracy=metrics.balanced_accuracy_score(labels, predicted),
        precision=list(per_class[0]), recall=list(per_class[1]), f1=list(per_class[2]),
        support=[int(s) for s in per_class[3]],
        specificity=[m[0, 0] / (m[0, 0] + m[0, 1]) for m in by_class.astype(float)],
        macro=average("macro"), micro=average("micro"),
        logLoss=metrics.log_loss(labels, p),
        brier=sum(metrics.brier_score_loss(one_hot[:, c], p[:, c]) for c in range(k)),
        oneVsRest=[metrics.roc_auc_score(labels == c, p[:, c]) for c in range(k)],
        oneVsRestMacro=metrics.roc_auc_score(labels, p, multi_class="ovr"),
        calibrationBins=10,
        expectedCalibrationError=float((counts[counts > 0] / n * gaps).sum()),
        maximumCalibrationError=float(gaps.max()),
    )


def components(labels, scores):
    """DeLong's structural components: the jackknife pseudo-values of each class, from leave-one-out areas."""
    full = metrics.roc_auc_score(labels, scores)
    keep = lambda i: np.arange(len(labels)) != i
    without = np.array([metrics.roc_auc_score(labels[keep(i)], scores[keep(i)]) for i in range(len(labels))])
    sizes = np.where(labels == 1, (labels == 1).sum(), (labels == 0).sum())
    pseudo = sizes * full - (sizes - 1) * without
    return pseudo[labels == 1], pseudo[labels == 0]


def roc():
    n = 90
    labels = (rng.random(n) < 0.35).astype(int)
    first = np.round(rng.normal(size=n) + 1.2 * labels, 1)  # one decimal: many ties
    second = np.round(first + 0.8 * rng.normal(size=n), 1)
    (a1, a0), (b1, b0) = components(labels, first), components(labels, second)
    variance = lambda one, zero: np.var(one, ddof=1) / len(one) + np.var(zero, ddof=1) / len(zero)
    difference = metrics.roc_auc_score(labels, first) - metrics.roc_auc_score(labels, second)
    z = difference / np.sqrt(variance(a1 - b1, a0 - b0))
    fpr, tpr, thresholds = metrics.roc_curve(labels, first, drop_intermediate=False)
    auc = metrics.roc_auc_score(labels, first)
    lower, upper = stats.norm.interval(0.9, auc, np.sqrt(variance(a1, a0)))
    return dict(
        labels=labels.tolist(), first=rounded(first), second=rounded(second), auc=auc,
        variance=variance(a1, a0), level=0.9, lower=lower, upper=upper,
        difference=difference, z=z, pValue=2 * stats.norm.sf(abs(z)),
        fpr=fpr.tolist(), tpr=tpr.tolist(), thresholds=thresholds[1:].tolist(),
    )


def regression():
    targets = np.round(rng.normal(5, 2, 50), 6)
    predictions = np.round(targets + rng.normal(0, 0.7, 50), 6)
    return dict(
        targets=targets.tolist(), predictions=predictions.tolist(),
        meanSquaredError=metrics.mean_squared_error(targets, predictions),
        meanAbsoluteError=metrics.mean_absolute_error(targets, predictions),
        rSquared=metrics.r2_score(targets, predictions),
    )


def intervals():
    wilson = []
    for successes, trials, level in [(0, 5, 0.95), (1, 1, 0.95), (147, 150, 0.95), (9905, 10000, 0.99), (3, 17, 0.5)]:
        interval = stats.binomtest(successes, trials).proportion_ci(level, method="wilson")
        wilson.append(dict(successes=successes, trials=trials, level=level, lower=interval.low, upper=interval.high))
    student = []
    for count, level in [(2, 0.95), (5, 0.95), (10, 0.9), (300, 0.999)]:
        values = np.round(rng.normal(0.95, 0.02, count), 6)
        lower, upper = stats.t.interval(level, count - 1, values.mean(), stats.sem(values))
        student.append(dict(values=values.tolist(), level=level, lower=lower, upper=upper))
    return dict(wilson=wilson, student=student)


def bootstrap():
    values = np.round(rng.exponential(1, 40), 6)
    statistic = lambda sample, axis=-1: np.std(sample, axis=axis)
    run = lambda kind, **more: stats.bootstrap(
        (values,), statistic, n_resamples=999, method=kind, confidence_level=0.9, random_state=np.random.default_rng(3)
    )
    bca, percentile = run("BCa"), run("percentile")
    return dict(
        values=values.tolist(), level=0.9, estimate=statistic(values),
        replicates=bca.bootstrap_distribution.tolist(),
        leaveOneOut=[statistic(np.delete(values, i)) for i in range(len(values))],
        bca=list(bca.confidence_interval), percentile=list(percentile.confidence_interval),
    )


def mcnemar():
    labels = rng.integers(0, 3, 200)
    first = np.where(rng.random(200) < 0.85, labels, (labels + 1) % 3)
    second = np.where(rng.random(200) < 0.75, labels, (labels + 1) % 3)
    only_first = int(((first == labels) & (second != labels)).sum())
    only_second = int(((first != labels) & (second == labels)).sum())
    p = stats.binomtest(only_first, only_first + only_second, 0.5).pvalue
    return dict(
        labels=labels.tolist(), first=first.tolist(), second=second.tolist(),
        onlyFirst=only_first, onlySecond=only_second, pValue=p,
    )


def student_quantile(p, df):
    """By the inverse incomplete beta function: scipy 1.10's t.ppf is good to 9 digits only."""
    if p > 0.5:
        return -student_quantile(1 - p, df)
    x = special.betaincinv(df / 2, 0.5, 2 * p)
    return -np.sqrt(df * special.betaincinv(0.5, df / 2, 1 - 2 * p) / x)


def distributions():
    return dict(
        normalCdf=[[z, stats.norm.cdf(z)] for z in [-30, -8, -2.5, -2, -1.99, -0.3, 0, 1e-9, 0.7, 2, 3, 7]],
        normalQuantile=[[p, stats.norm.ppf(p)] for p in [1e-200, 1e-9, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999]],
        studentQuantile=[
            [p, df, student_quantile(p, df)]
            for p in [1e-6, 0.025, 0.4, 0.75, 0.995] for df in [1, 2, 2.5, 9, 100, 1e5]
        ],
        binomialCdf=[
            [k, n, p, stats.binom.cdf(k, n, p)]
            for k, n, p in [(0, 1, 0.5), (3, 10, 0.5), (10, 10, 0.2), (480, 1000, 0.5), (49000, 100000, 0.5), (7, 9, 0.9)]
        ],
        logGamma=[[x, special.gammaln(x)]
                  for x in [0.1, 0.5, 1, 2, 10.5, 171, 1e6]],
    )


tables = dict(
    classification=classification(), roc=roc(), regression=regression(), intervals=intervals(),
    bootstrap=bootstrap(), mcnemar=mcnemar(), distributions=distributions(),
)
print(json.dumps(tables))
