"""What PyTorch makes of activations."""
import torch
import torch.nn.functional as F

from oracle import case, distinct, integers, normal, tell

SHAPES = [(), (5,), (2, 0), (2, 3, 2)]
AXES = [((4,), 0), ((2, 5), 1), ((2, 5), 0), ((2, 3, 4), 1), ((2, 3, 4), 2), ((3, 1), 1)]


def each(function, **options):
    return [case(function, [normal(*shape) * 3], **options) for shape in SHAPES]


def along(function, scale=1):
    return [case(lambda x, *, axis: function(x, axis), [scale * normal(*shape)], axis=axis) for shape, axis in AXES]


tell(
    relu=each(F.relu) + [case(F.relu, [integers(-1, 2, 8)])],
    sigmoid=each(torch.sigmoid) + [case(torch.sigmoid, [[-90.0, -30.0, 30.0, 90.0]])],
    tanh=each(torch.tanh) + [case(torch.tanh, [[-90.0, -30.0, 30.0, 90.0]])],
    softplus=each(F.softplus) + [case(F.softplus, [[-90.0, -30.0, 19.0, 90.0]])],
    leakyRelu=[c for alpha in (0.2, 0.01) for c in each(lambda x, *, alpha: F.leaky_relu(x, alpha), alpha=alpha)]
    + [case(lambda x, *, alpha: F.leaky_relu(x, alpha), [integers(-1, 2, 8)], alpha=0.3)],
    elu=[c for alpha in (1.0, 0.5) for c in each(lambda x, *, alpha: F.elu(x, alpha), alpha=alpha)]
    + [case(lambda x, *, alpha: F.elu(x, alpha), [[-90.0, 0.0, 90.0]], alpha=1.0)],
    gelu=each(F.gelu),
    silu=each(F.silu),
    softmax=along(torch.softmax) + along(torch.softmax, 40),
    logSoftmax=along(torch.log_softmax) + along(torch.log_softmax, 40),
)
