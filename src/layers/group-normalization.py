"""What PyTorch makes of group and instance normalization with Keras's epsilon."""
import torch.nn.functional as F

from oracle import case, normal, positive, tell


def group(x, gamma, beta, *, groups, epsilon):
    return F.group_norm(x, groups, gamma, beta, epsilon)


def instance(x, gamma, beta, *, epsilon):
    return F.instance_norm(x, None, None, gamma, beta, eps=epsilon)


def inputs(*shape):
    return [normal(*shape), positive(shape[1]), normal(shape[1])]


tell(
    group=[
        case(group, inputs(2, 6, 3, 4), groups=3, epsilon=1e-3),
        case(group, inputs(2, 4, 5), groups=1, epsilon=1e-3),
        case(group, inputs(2, 4, 2, 3, 2), groups=4, epsilon=0.1),
    ],
    instance=[
        case(instance, inputs(2, 3, 4, 5), epsilon=1e-3),
        case(instance, inputs(2, 3, 6), epsilon=0.1),
        case(instance, inputs(2, 2, 2, 3, 2), epsilon=1e-3),
    ],
)
