"""The networks, in functional form (fewer Python frames than modules), and their training steps."""

import torch
import torch.nn.functional as F
from data import classified, noisy, parameters_of


def dense(inputs, outputs):
    return (inputs, outputs), inputs, outputs


def conv(inputs, outputs, size):
    return (outputs, inputs, size, size), inputs * size * size, outputs


def conv_transpose(inputs, outputs, size):
    return (inputs, outputs, size, size), inputs, outputs


def mlp(p, x):
    for i in range(0, len(p) - 2, 2):
        x = F.relu(F.linear(x, p[i], p[i + 1]))
    return F.linear(x, p[-2], p[-1])


def lenet5(p, x):
    x = F.max_pool2d(F.relu(F.conv2d(x, p[0], p[1], padding=2)), 2)
    x = F.max_pool2d(F.relu(F.conv2d(x, p[2], p[3])), 2)
    return mlp(p[4:], x.flatten(1))


def unet(p, x):
    at = iter(range(0, len(p), 2))

    def convolved(x):
        for i in (next(at), next(at)):
            x = F.relu(F.conv2d(x, p[i], p[i + 1], padding=1))
        return x

    skips = []
    for _ in range(3):
        x = convolved(x)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    x = convolved(x)
    for skip in reversed(skips):
        i = next(at)
        x = convolved(torch.cat((skip, F.conv_transpose2d(x, p[i], p[i + 1], stride=2)), 1))
    i = next(at)
    return F.conv2d(x, p[i], p[i + 1])


UNET = [
    *(conv(i, o, 3) for i, o in [(1, 32), (32, 32), (32, 64), (64, 64), (64, 128), (128, 128), (128, 256), (256, 256)]),
    *(layer for w in (128, 64, 32) for layer in (conv_transpose(2 * w, w, 2), conv(2 * w, w, 3), conv(w, w, 3))),
    conv(32, 1, 1),
]

NETWORKS = {
    "iris-mlp": (mlp, F.cross_entropy, [dense(4, 16), dense(16, 3)], lambda: classified(4, 32, (4,), 3)),
    "mnist-mlp": (
        mlp,
        F.cross_entropy,
        [dense(784, 512), dense(512, 512), dense(512, 10)],
        lambda: classified(4, 128, (784,), 10),
    ),
    "lenet5": (
        lenet5,
        F.cross_entropy,
        [conv(1, 6, 5), conv(6, 16, 5), dense(400, 120), dense(120, 84), dense(84, 10)],
        lambda: classified(4, 128, (1, 28, 28), 10),
    ),
    "unet": (unet, F.mse_loss, UNET, lambda: noisy(4, 4, 1, 128, 128)),
}


class Training:
    """One training step after another of a network, in one of PyTorch's forms."""

    @staticmethod
    def forms_of(workload):
        forms = ["eager, foreach Adam", "eager, loop Adam", "jit, foreach Adam"]
        return forms + (["channels_last, foreach Adam"] if workload in ("lenet5", "unet") else [])

    def __init__(self, workload, form):
        network, self.criterion, layers, batches = NETWORKS[workload]
        self.batches, self.count = list(batches()), 0
        self.format = torch.channels_last if form.startswith("channels_last") else torch.contiguous_format
        self.parameters = [self.parameter(value) for value in parameters_of(layers)]
        self.network = network
        if form.startswith("jit"):
            self.network = torch.jit.trace(network, (self.parameters, self.input(0)))
        rate = 1e-4 if workload == "unet" else 1e-3
        self.optimizer = torch.optim.Adam(self.parameters, lr=rate, foreach="foreach" in form)
        self.size = sum(p.numel() for p in self.parameters)

    def parameter(self, value):
        tensor = torch.from_numpy(value.copy())
        if tensor.ndim == 2:
            tensor = tensor.t().contiguous()
        if tensor.ndim == 4:
            tensor = tensor.contiguous(memory_format=self.format)
        return tensor.requires_grad_()

    def input(self, index):
        x = torch.from_numpy(self.batches[index][0])
        return x.contiguous(memory_format=self.format) if x.ndim == 4 else x

    def step(self):
        index = self.count % len(self.batches)
        self.count += 1
        output = self.network(self.parameters, self.input(index))
        loss = self.criterion(output, torch.from_numpy(self.batches[index][1]))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def probe(self):
        return []
