"""What PyTorch makes of tensors detached from gradients."""
from oracle import case, normal, tell

tell(stopGradient=[case(lambda x: x * x.detach(), [normal(*shape)]) for shape in ((), (3,), (2, 3))])
