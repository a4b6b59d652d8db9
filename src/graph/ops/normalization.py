"""What PyTorch makes of normalizations."""
import torch
import torch.nn.functional as F

from oracle import case, normal, positive, tell


def batch(x, scale=None, bias=None, *, epsilon):
    y = F.batch_norm(x, None, None, scale, bias, training=True, eps=epsilon)
    others = [axis for axis in range(x.ndim) if axis != 1]
    return y, x.mean(others), x.var(others, unbiased=False)


def over(x, scale, bias, *, axes, epsilon):
    mean, variance = x.mean(axes, keepdim=True), x.var(axes, unbiased=False, keepdim=True)
    return (x - mean) * (variance + epsilon).rsqrt() * scale + bias, mean, variance


def by(x, mean, variance, scale, bias, *, epsilon):
    return F.batch_norm(x, mean.detach(), variance.detach(), scale, bias, training=False, eps=epsilon)


def layer(x, scale=None, bias=None, *, axis, epsilon):
    return F.layer_norm(x, x.shape[axis:], scale, bias, epsilon)


def instance(x, scale=None, bias=None, *, epsilon):
    return F.instance_norm(x, weight=scale, bias=bias, eps=epsilon)


def group(x, scale=None, bias=None, *, groups, epsilon):
    return F.group_norm(x, groups, scale, bias, epsilon)


def affine(*shape):
    return [positive(*shape), normal(*shape)]


tell(
    over=[
        case(over, [normal(2, 3, 4), positive(1, 4), normal()], axes=[1], epsilon=1e-3),
        case(over, [normal(2, 3, 2, 2), positive(2, 3, 2, 2), normal(2)], axes=[0, 3], epsilon=0.1),
    ],
    batch=[
        case(batch, [normal(5, 3), *affine(3)], epsilon=1e-5),
        case(batch, [normal(2, 3, 4) + 1, *affine(3)], epsilon=1e-3),
        case(batch, [normal(3, 2, 2, 3)], epsilon=1e-5),
        case(batch, [3 * normal(2, 2, 2, 3, 2), *affine(2)], epsilon=1e-5),
    ],
    # statistics that are given, to which no gradient is asked for
    by=[case(by, [normal(2, 3, 4), normal(3), positive(3), *affine(3)], epsilon=1e-3)],
    layer=[
        case(layer, [normal(4, 5), *affine(5)], axis=-1, epsilon=1e-5),
        case(layer, [normal(2, 3, 4), *affine(3, 4)], axis=1, epsilon=1e-3),
        case(layer, [normal(2, 3, 4)], axis=2, epsilon=1e-5),
        case(layer, [normal(6), *affine(6)], axis=0, epsilon=1e-5),
    ],
    instance=[
        case(instance, [normal(2, 3, 4, 5), *affine(3)], epsilon=1e-5),
        case(instance, [normal(2, 3, 6)], epsilon=1e-3),
        case(instance, [normal(1, 2, 2, 3, 2), *affine(2)], epsilon=1e-5),
    ],
    group=[
        case(group, [normal(2, 6, 3, 4), *affine(6)], groups=2, epsilon=1e-5),
        case(group, [normal(2, 4, 5), *affine(4)], groups=4, epsilon=1e-5),
        case(group, [normal(3, 4), *affine(4)], groups=1, epsilon=1e-3),
        case(group, [normal(2, 4, 2, 2, 2)], groups=2, epsilon=1e-5),
    ],
)
