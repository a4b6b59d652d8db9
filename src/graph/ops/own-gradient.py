"""What PyTorch makes of tensors detached from gradients, and of a step function that passes gradients on."""
from oracle import case, integers, normal, tell

SHAPES = ((), (3,), (2, 3))

tell(
    stopGradient=[case(lambda x, n: x * n, [normal(*shape), integers(-3, 4, *shape).astype(int)]) for shape in SHAPES],
    ofItself=[case(lambda x: x * x.detach(), [normal(*shape)]) for shape in SHAPES],
    straightThrough=[case(lambda x: x + (x.floor() - x).detach(), [normal(*shape)]) for shape in SHAPES],
)
