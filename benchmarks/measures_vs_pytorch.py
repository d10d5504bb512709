#!/usr/bin/env python3
"""The Hessian trace and the activation patterns by Lowland and by PyTorch, side by side on one thread.

    LOWLAND_DATA_DIR=... python3 benchmarks/measures_vs_pytorch.py --train-points 2000 FILE.safetensors [FILE ...]

Trace: Lowland's exact one against 50 Hutchinson samples by automatic differentiation in float, and the
relative error of Lowland's against an exact trace by automatic differentiation in double. Patterns:
Lowland's count of all hidden layers over the unseen points against PyTorch's forward pass up to the last
hidden layer, its signs packed to bytes and counted in a set; the images are already floats in memory.

Rounds alternate: a JVM each for trace and patterns that warms up and takes --repeat measurements, then
PyTorch (the trace once, the patterns seven times). Prints medians over all rounds, their range and ratios.
The training points are `randperm(60000, seed 42)[:n]`, all others are unseen. Needs PyTorch and NumPy.
"""

import argparse
import gzip
import json
import os
import platform
import shutil
import statistics
import struct
import subprocess
import sys
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402
import torch  # noqa: E402

LAUNCHER = Path(__file__).resolve().parent.parent / "lowland"
SAMPLES = 50
HESSIAN_POINTS = 2048
TORCH_REPEAT = 7


def by_lowland(network, names, options):
    command = [str(LAUNCHER), "measure", str(network), "--measures", ",".join(names), "--json"]
    command += ["--repeat", str(options.repeat), "--train-points", str(options.train_points)]
    command += ["--dataset", options.dataset]
    if shutil.which("taskset"):
        command = ["taskset", "-c", str(max(os.sched_getaffinity(0))), *command]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)["measurements"]


def idx(name, dimensions):
    if "LOWLAND_DATA_DIR" not in os.environ:
        sys.exit("LOWLAND_DATA_DIR is not set; expected the folder that has mnist/ and fashion-mnist/, four IDX .gz files each")
    data = gzip.open(Path(os.environ["LOWLAND_DATA_DIR"]) / name).read()
    shape = struct.unpack(f">{dimensions}I", data[4:4 + 4 * dimensions])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape[0], -1)


def points(dataset, count):
    pixels = np.vstack([idx(f"{dataset}/{part}-images-idx3-ubyte.gz", 3) for part in ("train", "t10k")])
    labels = np.vstack([idx(f"{dataset}/{part}-labels-idx1-ubyte.gz", 1) for part in ("train", "t10k")])
    chosen = torch.randperm(60000, generator=torch.Generator().manual_seed(42))[:count]
    rest = np.setdiff1d(np.arange(len(pixels)), chosen.numpy())
    images = torch.from_numpy(pixels.copy()).float() / 255
    return images[chosen], torch.from_numpy(labels.copy()).long().flatten()[chosen], images[rest]


def parameters(file):
    try:
        data = file.read_bytes()
        length = struct.unpack("<Q", data[:8])[0]
        header = {k: v for k, v in json.loads(data[8:8 + length]).items() if k != "__metadata__"}
    except OSError as error:
        sys.exit(f"{file}: {error.strerror}; expected a network, a .safetensors file")
    except (ValueError, struct.error):
        sys.exit(f"{file}: not a safetensors file; expected a network, a .safetensors file")
    read = lambda t: torch.from_numpy(np.frombuffer(
        data[8 + length + t["data_offsets"][0]:8 + length + t["data_offsets"][1]], "<f4").reshape(t["shape"]).copy())
    layers = sorted({name.rsplit(".", 1)[0] for name in header})
    return [read(header[f"{layer}.{part}"]) for layer in layers for part in ("weight", "bias")]


def forward(theta, x):
    """The input of every affine layer and its output before any ReLU."""
    inputs, outputs = [], []
    for weight, bias in zip(theta[::2], theta[1::2]):
        inputs.append(x)
        outputs.append(x @ weight.T + bias)
        x = torch.relu(outputs[-1])
    return inputs, outputs


def hutchinson(theta, x, y):
    theta = [t.clone().requires_grad_() for t in theta]
    loss = torch.nn.functional.cross_entropy(forward(theta, x)[1][-1], y)
    gradient = torch.autograd.grad(loss, theta, create_graph=True)
    samples = []
    for _ in range(SAMPLES):
        vectors = [torch.randint(0, 2, t.shape).float() * 2 - 1 for t in theta]
        products = torch.autograd.grad(gradient, theta, vectors, retain_graph=True)
        samples.append(sum((v * p).sum().item() for v, p in zip(vectors, products)))
    return statistics.fmean(samples)


def exact_trace(theta, x):
    """In double: the variance, under the class probabilities, of the gradients of the logits."""
    inputs, outputs = forward([t.double().requires_grad_() for t in theta], x.double())
    p = torch.softmax(outputs[-1], 1).detach()

    def squared_norms(direction):
        signals = torch.autograd.grad(outputs[-1], outputs, direction, retain_graph=True)
        return sum((s ** 2).sum(1) * ((a.detach() ** 2).sum(1) + 1) for s, a in zip(signals, inputs))

    total = -squared_norms(p)
    for k in range(p.shape[1]):
        direction = torch.zeros_like(p)
        direction[:, k] = 1
        total += p[:, k] * squared_norms(direction)
    return total.mean().item()


def patterns(theta, unseen):
    with torch.no_grad():
        hidden = forward(theta[:-2], unseen)[1]
        return [len(set(map(bytes, np.packbits((z > 0).numpy(), axis=1)))) for z in hidden]


def timed(work, repeat):
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return result, seconds


def line(what, ours, theirs):
    us, them = statistics.median(ours), statistics.median(theirs)
    print(f"  {what}: Lowland {us * 1e3:.1f} ms ({min(ours) * 1e3:.1f} to {max(ours) * 1e3:.1f}), PyTorch "
          f"{them * 1e3:.0f} ms ({min(theirs) * 1e3:.0f} to {max(theirs) * 1e3:.0f}), ratio {them / us:.1f}", flush=True)


def compare(file, options):
    theta = parameters(file)
    x, y, unseen = points(options.dataset, options.train_points)
    x, y = x[:HESSIAN_POINTS], y[:HESSIAN_POINTS]
    counts = [f"layer_{l + 1}_patterns_unseen" for l in range(len(theta) // 2 - 1)]
    seconds = {"trace": ([], []), "patterns": ([], [])}
    for _ in range(options.rounds):
        # In JVMs of their own, as PyTorch's loops stand alone, too.
        ours = by_lowland(file, ["hessian_trace"], options) | by_lowland(file, counts, options)
        seconds["trace"][0].append(ours["hessian_trace"]["seconds"])
        seconds["patterns"][0].append(sum(ours[name]["seconds"] for name in counts))
        estimate, times = timed(lambda: hutchinson(theta, x, y), 1)
        seconds["trace"][1].extend(times)
        theirs, times = timed(lambda: patterns(theta, unseen), TORCH_REPEAT)
        seconds["patterns"][1].extend(times)
    exact = exact_trace(theta, x)
    print(f"{file.stem}, {len(x)} points for the trace, {len(unseen)} unseen")
    line(f"trace, exact against {SAMPLES} samples", *seconds["trace"])
    error = abs(ours["hessian_trace"]["value"] / exact - 1)
    print(f"    exact {exact:.6f}; relative error of Lowland {error:.1e}, of the last {SAMPLES} samples {abs(estimate / exact - 1):.1e}")
    line("patterns", *seconds["patterns"])
    print(f"    counts: Lowland {[int(ours[name]['value']) for name in counts]}, PyTorch {theirs}; near zero, where float "
          f"may see another sign: {[ours[name]['near_zero'] for name in counts]}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("networks", nargs="+", type=Path)
    arguments.add_argument("--dataset", default="mnist")
    arguments.add_argument("--train-points", type=int, required=True)
    arguments.add_argument("--repeat", type=int, default=31)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    torch.set_num_threads(1)
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.machine()}, Python {platform.python_version()}, PyTorch {torch.__version__}, one thread each{load}")
    for file in options.networks:
        compare(file, options)


if __name__ == "__main__":
    main()
