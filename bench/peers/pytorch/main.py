"""PyTorch as a contender of the bench (`--serve`, see ../../protocol.ts), and on its own:
`python3 main.py [WORKLOAD ...]` prints the time of a training step in each of its settings.
"""

import json
import math
import os
import resource
import sys
import time

import torch
from fourier import Fourier
from reconstruction import Reconstruction
from training import NETWORKS, Training

# Workloads that are no network of one tensor.
OTHERS = {"variational-network": Reconstruction, "fft": Fourier}


def prepared(workload, setting):
    torch.set_num_threads(setting["threads"])
    other = OTHERS.get(workload)
    return other(setting["form"]) if other else Training(workload, setting["form"])


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
    return {"setting": setting, "ms": least if least > 1.3 * best else min(least, *run(work, 0.2, 3))}


def tune(workload):
    """Trials of every form, at every number of threads that the first form does not rule out; the fastest first."""
    forms = OTHERS[workload].forms if workload in OTHERS else Training.forms_of(workload)
    counts = range(os.cpu_count() or 1, 0, -1)
    done = [trial(workload, {"threads": n, "form": forms[0]}, math.inf) for n in counts]
    best = min(t["ms"] for t in done)
    for n in [t["setting"]["threads"] for t in done if t["ms"] < 1.5 * best]:
        for form in forms[1:]:
            done.append(trial(workload, {"threads": n, "form": form}, best))
            best = min(best, done[-1]["ms"])
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
        try:
            answer = getattr(contender, command)(**request)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer | {"idleCpuMs": idle}), flush=True)
        cpu = time.process_time()


def report(workloads):
    print(f"PyTorch {torch.__version__}, matrix product {peak():.0f} GFLOP/s")
    for workload in workloads or [*NETWORKS, *OTHERS]:
        for t in tune(workload):
            print(f"{workload:20}{t['ms']:9.3f} ms  threads {t['setting']['threads']}, {t['setting']['form']}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    else:
        report(sys.argv[1:])
