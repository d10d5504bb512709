#!/usr/bin/env python3
"""Training by Lowland and by eager PyTorch, side by side on one thread.

    mvn package -DskipTests
    LOWLAND_DATA_DIR=... VENV/bin/python benchmarks/training_vs_pytorch.py

Run it with the Python of a virtual environment that has PyTorch and NumPy. Both programs are bound to
one core and take turns, one training each, so that whatever else the machine does meets both. Prints
medians and the median of the ratios of neighbouring rounds, in CPU seconds of the training thread and
in seconds on the clock, and compares the final training losses.
"""

import argparse
import glob
import gzip
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = {
    "small": ("784-64-8-10", 250, 64, 0.1, 100),
    "batch-64": ("784-256-128-10", 6000, 64, 0.01, 3),
    "batch-4096": ("784-256-128-10", 12000, 4096, 0.5, 3),
}


def read_images(dataset):
    folder = Path(os.environ["LOWLAND_DATA_DIR"]) / dataset
    read = lambda name, header: np.frombuffer(gzip.open(folder / name).read()[header:], dtype=np.uint8)
    pixels = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 784).astype(np.float32) / np.float32(255)
    labels = read("train-labels-idx1-ubyte.gz", 8).astype(np.int64)
    return torch.from_numpy(pixels), torch.from_numpy(labels)


def train_by_pytorch(pixels, labels, widths, batch, rate, epochs):
    """The loop of the paper's scripts; returns CPU seconds, seconds, final loss."""
    cpu, clock = time.thread_time(), time.perf_counter()
    torch.manual_seed(0)
    layers = []
    for fan_in, fan_out in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(fan_in, fan_out), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers[:-1])
    optimiser = torch.optim.SGD(network.parameters(), lr=rate)
    for _ in range(epochs):
        order = torch.randperm(len(pixels))
        for start in range(0, len(pixels), batch):
            chosen = order[start:start + batch]
            loss = torch.nn.functional.cross_entropy(network(pixels[chosen]), labels[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    # Lowland's training ends with a look at loss and accuracy of all points, so this one does.
    with torch.no_grad():
        logits = network(pixels)
        final = torch.nn.functional.cross_entropy(logits, labels).item()
        (logits.argmax(1) == labels).float().mean().item()
    return time.thread_time() - cpu, time.perf_counter() - clock, final


class Lowland:
    def __init__(self, java, core):
        folders = [ROOT / module / "target" / "classes" for module in ("benchmarks", "core")]
        folders += [ROOT / "cli" / "target" / "lib"]
        missing = [str(folder) for folder in folders if not folder.is_dir()]
        if missing:
            sys.exit(f"{', '.join(missing)}: absent; build first: mvn package -DskipTests")
        command = [java, "--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-Xmx2g",
                   "-cp", os.pathsep.join(map(str, folders)) + "/*", "io.lowland.benchmarks.TrainingRounds"]
        bind = (lambda: os.sched_setaffinity(0, {core})) if hasattr(os, "sched_setaffinity") else None
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, preexec_fn=bind)

    def train(self, dataset, architecture, points, batch, rate, epochs):
        print(dataset, architecture, points, batch, rate, epochs, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit("the Java process ended; run it alone to see why")
        return tuple(map(float, answer.split()))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def processor():
    try:
        return next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def java_25():
    """The java of a JDK 25: that of JAVA_HOME, else of the distribution's folder, else the one on PATH."""
    homes = [os.environ.get("JAVA_HOME", "")] + sorted(glob.glob("/usr/lib/jvm/*"))
    for home in homes:
        release = Path(home) / "release"
        if home and release.is_file() and 'JAVA_VERSION="25' in release.read_text():
            return str(Path(home) / "bin" / "java")
    return "java"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--datasets", default="mnist,fashion-mnist")
    arguments.add_argument("--work", default=",".join(WORK), help="some of " + ", ".join(WORK))
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--warm-up", type=int, default=8, help="trainings before, not counted")
    arguments.add_argument("--java", default=java_25(), help="a JDK 25's java")
    options = arguments.parse_args()
    if "LOWLAND_DATA_DIR" not in os.environ:
        sys.exit("LOWLAND_DATA_DIR is not set; expected the folder that has mnist/ and fashion-mnist/, four IDX .gz files each")
    core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    version = subprocess.run([options.java, "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    if '"25' not in version:
        sys.exit(f"{options.java} is {version}; expected JDK 25: set JAVA_HOME or --java")
    load = ", load %.1f" % os.getloadavg()[0] if hasattr(os, "getloadavg") else ""
    print(f"{processor()}, {os.cpu_count()} cores{load}; {version}; PyTorch {torch.__version__}, eager; "
          f"one thread each on core {core}, {options.rounds} rounds by turns")
    lowland = Lowland(options.java, core)
    print(f"{'':36}{'CPU seconds':^28}{'seconds on the clock':^28}")
    print(f"{'':36}{'PyTorch':>9}{'Lowland':>9}{'ratio':>8}  {'PyTorch':>9}{'Lowland':>9}{'ratio':>8}")
    for dataset in options.datasets.split(","):
        pixels, labels = read_images(dataset)
        drawn = torch.randperm(len(pixels), generator=torch.Generator().manual_seed(42))
        for name in options.work.split(","):
            architecture, points, batch, rate, epochs = WORK[name]
            x, y = pixels[drawn[:points]], labels[drawn[:points]]
            widths = [int(width) for width in architecture.split("-")]
            theirs, ours = [], []
            for r in range(-options.warm_up, options.rounds):
                pair = (train_by_pytorch(x, y, widths, batch, rate, epochs),
                        lowland.train(dataset, architecture, points, batch, rate, epochs))
                if r >= 0:
                    theirs.append(pair[0])
                    ours.append(pair[1])
            columns = ""
            for clock in (0, 1):
                median = lambda times: statistics.median(t[clock] for t in times)
                ratio = statistics.median(a[clock] / b[clock] for a, b in zip(theirs, ours))
                columns += f"{median(theirs):9.4f}{median(ours):9.4f}{ratio:8.2f}  "
            print(f"{name + ', ' + dataset:36}{columns}loss {theirs[0][2]:.5f} / {ours[0][2]:.5f}", flush=True)
    lowland.close()


if __name__ == "__main__":
    try:
        import numpy as np
        import torch
    except ImportError as absent:
        sys.exit(f"{absent}; run this with the Python of a virtual environment that has torch and numpy")
    torch.set_num_threads(1)
    main()
