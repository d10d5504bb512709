#!/usr/bin/env python3
"""The pair proxy by Lowland and by SciPy's linprog(method="highs"), side by side on one thread.

    LOWLAND_DATA_DIR=... python3 benchmarks/pair_proxy_vs_scipy.py FILE.safetensors [FILE ...]

For each network Lowland measures the pair proxy (median of --repeat rounds after a warm-up) and writes
its evidence, which holds the frozen features. SciPy then decides every pair on those same features
with one cold solve each, as in the paper's experiment: weights free, margins of at least 1e-4, nothing
to minimise. Prints both times, their ratio, and on how many pairs they disagree. Needs NumPy and SciPy.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402
import scipy  # noqa: E402
from scipy.optimize import linprog  # noqa: E402

LAUNCHER = Path(__file__).resolve().parent.parent / "lowland"
MARGIN = 1e-4


def on_one_core(command):
    """The command bound to one core, where the system can do that."""
    return ["taskset", "-c", str(max(os.sched_getaffinity(0))), *command] if shutil.which("taskset") else command


def measure(network, dataset, repeat, evidence):
    command = [str(LAUNCHER), "measure", str(network), "--measures", "pair_proxy", "--json"]
    command += ["--repeat", str(repeat), "--evidence", str(evidence)]
    command += ["--dataset", dataset] if dataset else []
    done = subprocess.run(on_one_core(command), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)["measurements"]["pair_proxy"]


def read_evidence(file):
    lines = [json.loads(line) for line in open(file)]
    header, probes = lines[0], [line for line in lines if "probe" in line]
    with_one = lambda rows: np.hstack([np.array(rows, float), np.ones((len(rows), 1))])
    return with_one(header["features"]), header["labels"], with_one([p["features"] for p in probes]), header["classes"]


def rows(point, wanted, classes):
    """(e_wanted - e_k) x point for all other classes k."""
    block = np.zeros((classes - 1, classes * len(point)))
    rivals = [k for k in range(classes) if k != wanted]
    for r, k in enumerate(rivals):
        block[r, wanted * len(point):(wanted + 1) * len(point)] = point
        block[r, k * len(point):(k + 1) * len(point)] = -point
    return block


def by_linear_programs(features, labels, probes, classes):
    training = np.vstack([rows(x, y, classes) for x, y in zip(features, labels)])
    zero = np.zeros(training.shape[1])
    verdicts = []
    start = time.perf_counter()
    for probe in probes:
        row = ""
        for k in range(classes):
            margins = np.vstack([training, rows(probe, k, classes)])
            solved = linprog(zero, A_ub=-margins, b_ub=np.full(len(margins), -MARGIN), bounds=(None, None), method="highs")
            row += {0: "1", 2: "0"}.get(solved.status, "?")
        verdicts.append(row)
    return verdicts, time.perf_counter() - start


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("networks", nargs="+", type=Path)
    arguments.add_argument("--dataset", help="when the files do not say it")
    arguments.add_argument("--repeat", type=int, default=51)
    arguments.add_argument("--probes", type=int, help="let SciPy decide only the first so many probes")
    options = arguments.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(f"{platform.machine()}, Python {platform.python_version()}, SciPy {scipy.__version__}, one thread each")
    ratios, disagreements = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for network in options.networks:
            evidence = Path(folder) / "evidence.jsonl"
            ours = measure(network, options.dataset, options.repeat, evidence)
            features, labels, probes, classes = read_evidence(evidence)
            count = options.probes or len(probes)
            theirs, seconds = by_linear_programs(features, labels, probes[:count], classes)
            seconds *= len(probes) / count
            different = sum(a != b for x, y in zip(ours["verdicts"], theirs) for a, b in zip(x, y))
            undecided = "".join(ours["verdicts"]).count("?")
            ratios.append(seconds / ours["seconds"])
            disagreements += different
            print(f"{network.stem}: Lowland {ours['seconds'] * 1000:.1f} ms, SciPy {seconds:.1f} s, "
                  f"ratio {ratios[-1]:.0f}, {different} verdicts differ, {undecided} undecided", flush=True)
    print(f"median ratio {statistics.median(ratios):.0f}")
    sys.exit(1 if disagreements else 0)


if __name__ == "__main__":
    main()
