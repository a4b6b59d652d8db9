"""PyTorch as a contender of the bench (`--serve`, see protocol.ts), and on its own:
`python3 pytorch.py [WORKLOAD ...]` prints the time of a training step in each of its settings.

Weights and batches follow the formula of data.ts, so that every contender computes the same losses.
"""

import json
import math
import os
import resource
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

# --- Weights and batches: the same numbers as in data.ts -----------------------------------------------

PROTOTYPES, BATCHES = 900, 1000  # streams below PROTOTYPES belong to the parameters


def mix(h):
    """Appleby's fmix32 over an array of uint32."""
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def words(stream, count):
    key = mix(np.array([stream + 1], dtype=np.uint32))
    return mix((np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1)) ^ key)


def uniform(stream, *shape):
    """Float64 numbers in [-1, 1), each exact in float32."""
    return ((words(stream, math.prod(shape)) >> np.uint32(8)) / 2.0**23 - 1).reshape(shape)


def dense(inputs, outputs):
    return (inputs, outputs), inputs


def conv(inputs, outputs, size):
    return (outputs, inputs, size, size), inputs * size * size


def conv_transpose(inputs, outputs, size):
    return (inputs, outputs, size, size), inputs


def parameters_of(layers):
    """Kernel and bias of each layer: He-uniform by the number of inputs of an output, and zeros."""
    made = []
    for index, (shape, fan_in) in enumerate(layers):
        kernel = (uniform(2 * index, *shape) * math.sqrt(6 / fan_in)).astype(np.float32)
        outputs = shape[0] if len(shape) == 4 and shape[1] * shape[2] * shape[3] == fan_in else shape[1]
        made += [kernel, np.zeros(outputs, np.float32)]
    return made


def classified(count, batch, shape, classes):
    """Batches in which each example is its class's prototype, half covered by noise.

    Two by two they share their images and differ in every label: no network fits both, gradients never vanish.
    """
    prototypes = uniform(PROTOTYPES, classes, *shape)
    for index in range(count):
        pair, shift = divmod(index, 2)
        labels = (words(BATCHES + 2 * pair, batch) % np.uint32(classes)).astype(np.int64)
        noise = uniform(BATCHES + 2 * pair + 1, batch, *shape)
        yield ((prototypes[labels] + noise) * 0.5).astype(np.float32), (labels + shift) % classes


def noisy(count, *shape):
    """Batches of an image with noise, and the image."""
    for index in range(count):
        clean, noise = (uniform(BATCHES + 2 * index + part, *shape) for part in (0, 1))
        yield (clean + 0.5 * noise).astype(np.float32), clean.astype(np.float32)


def complex_pairs(count, *shape):
    """Batches of a complex image and the measured k-space it is compared with."""
    for index in range(count):
        parts = [uniform(BATCHES + 4 * index + part, *shape) for part in range(4)]
        yield tuple((parts[i] + 1j * parts[i + 1]).astype(np.complex64) for i in (0, 2))


# --- The networks, in functional form: fewer Python frames than nn.Module --------------------------------


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
        convolutional = ["channels_last, foreach Adam", "eager without oneDNN, foreach Adam"]
        return forms + (convolutional if workload in ("lenet5", "unet") else [])

    def __init__(self, workload, form):
        network, self.criterion, layers, batches = NETWORKS[workload]
        self.batches, self.count = list(batches()), 0
        images = self.batches[0][0].ndim == 4
        self.format = torch.channels_last if form.startswith("channels_last") else torch.contiguous_format
        torch.backends.mkldnn.set_flags("without oneDNN" not in form)
        self.parameters = [self.parameter(value) for value in parameters_of(layers)]
        self.network = network
        if form.startswith("jit"):
            self.network = torch.jit.trace(network, (self.parameters, self.input(0)))
        self.optimizer = torch.optim.Adam(self.parameters, lr=1e-3, foreach="foreach" in form)
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
        loss = self.criterion(self.network(self.parameters, self.input(index)), torch.from_numpy(self.batches[index][1]))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def probe(self):
        return []


class Centered(torch.autograd.Function):
    """The centered transform with its adjoint written out; `signs` center it, see Fourier."""

    @staticmethod
    def forward(context, x, signs):
        context.signs = signs
        return torch.fft.fft2(x * signs, norm="ortho").mul_(signs)

    @staticmethod
    def backward(context, g):
        return torch.fft.ifft2(g * context.signs, norm="ortho").mul_(context.signs), None


class Fourier:
    """The centered, orthonormal 2-D transform of 15 coils and the gradient of half the squared distance to a target.

    Before and after a transform of even halves, multiplication by (-1)^(row + column) does what the shifts do.
    """

    forms = ["fftshift", "checkerboard", "checkerboard on the target", "checkerboard with its own adjoint"]

    def __init__(self, form):
        self.form, self.size, self.count = form, 0, 0
        self.batches = list(complex_pairs(2, 15, 320, 320))
        row = 1 - 2 * (torch.arange(320) % 2)
        self.signs = (row[:, None] * row).float()

    def pair(self, x, target):
        """The transform of x and what it is to equal."""
        if self.form == "fftshift":
            y = torch.fft.fft2(torch.fft.ifftshift(x, dim=(-2, -1)), norm="ortho")
            return torch.fft.fftshift(y, dim=(-2, -1)), target
        if self.form == "checkerboard with its own adjoint":
            return Centered.apply(x, self.signs), target
        y = torch.fft.fft2(x * self.signs, norm="ortho")
        return (y * self.signs, target) if self.form == "checkerboard" else (y, target * self.signs)

    def step(self):
        image, target = (torch.from_numpy(part) for part in self.batches[self.count % len(self.batches)])
        self.count += 1
        image.requires_grad_()
        loss = 0.5 * F.mse_loss(*map(torch.view_as_real, self.pair(image, target)), reduction="sum")
        loss.backward()
        self.gradient = image.grad
        return loss.item()

    def probe(self):
        values = self.gradient.flatten()[:: self.gradient.numel() // 16][:16]
        return torch.view_as_real(values).flatten().tolist()


# --- Settings: threads and forms ----------------------------------------------------------------------------


def prepared(workload, setting):
    torch.set_num_threads(setting["threads"])
    return Fourier(setting["form"]) if workload == "fft" else Training(workload, setting["form"])


def run(work, seconds, least):
    """Milliseconds of each step, for at least so long and so many."""
    taken, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(taken) < least:
        start = time.perf_counter()
        work.step()
        taken.append((time.perf_counter() - start) * 1e3)
    return taken


def trial(workload, setting, best):
    """The setting and its time a step, the least, as others may disturb; hopeless ones are soon dropped."""
    work = prepared(workload, setting)
    least = min(run(work, 0.1, 2))
    return {"setting": setting, "ms": least if least > 1.3 * best else min(least, *run(work, 0.3, 3))}


def tune(workload):
    """Trials of every form at every number of threads; the fastest first."""
    done = []
    for form in Fourier.forms if workload == "fft" else Training.forms_of(workload):
        for threads in range(os.cpu_count() or 1, 0, -1):
            best = min((t["ms"] for t in done), default=math.inf)
            done.append(trial(workload, {"threads": threads, "form": form}, best))
    return sorted(done, key=lambda t: t["ms"])


def peak(size=1024):
    """GFLOP/s of a float32 matrix product, after products of several shapes proved right against float64."""
    for n, k, m in [(size, size, size), (128, 784, 512), (130, 25, 6), (33, 77, 129)]:
        a, b = torch.rand(n, k) - 0.5, torch.rand(k, m) - 0.5
        for product in (a @ b, (b.t() @ a.t()).t(), a.t().contiguous().t() @ b, a @ b.t().contiguous().t()):
            if not torch.allclose(product.double(), a.double() @ b.double(), atol=1e-5 * k**0.5, rtol=0):
                raise ArithmeticError(f"the product of {n} x {k} and {k} x {m} is wrong with these variables")
    a = torch.rand(size, size)
    taken = []
    for _ in range(20):
        start = time.perf_counter()
        a @ a
        taken.append(time.perf_counter() - start)
    return 2 * size**3 / min(taken) / 1e9


# --- The contender ------------------------------------------------------------------------------------------


class Contender:
    """Answers the commands of protocol.ts."""

    def tune(self, workload):
        return tune(workload)[0]

    def load(self, workload, setting):
        self.work = prepared(workload, setting)
        return {"parameters": self.work.size}

    def run(self, steps):
        ms, losses = [], []
        for _ in range(steps):
            start = time.perf_counter()
            losses.append(self.work.step())
            ms.append((time.perf_counter() - start) * 1e3)
        return {"ms": ms, "losses": losses, "probe": self.work.probe()}

    def peak(self):
        return {"gflops": peak()}

    def memory(self):
        return {"peakBytes": peak_bytes()}


def peak_bytes():
    try:
        with open("/proc/self/status") as status:  # getrusage would count the parent's memory before exec, too
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def serve():
    contender, cpu = Contender(), time.process_time()
    for line in sys.stdin:
        idle = (time.process_time() - cpu) * 1e3
        request = json.loads(line)
        command = request.pop("cmd")
        if command == "exit":
            return
        try:
            answer = getattr(contender, command)(**request)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer | {"idleCpuMs": idle}), flush=True)
        cpu = time.process_time()


def report(workloads):
    print(f"PyTorch {torch.__version__}, matrix product {peak():.0f} GFLOP/s")
    for workload in workloads or [*NETWORKS, "fft"]:
        for t in tune(workload):
            print(f"{workload:10}{t['ms']:9.3f} ms  {t['setting']['threads']} threads, {t['setting']['form']}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    else:
        report(sys.argv[1:])
