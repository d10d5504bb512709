#!/usr/bin/env python3
"""How many metrics workers drain a queue of checkpoints, and how long checkpoints wait under load.

    python3 benchmarks/lag_simulation.py [--checkpoints 1000000] [--seconds 0.35] [--spread 0.5] [--workers 1,2,4,32,100]

A consumer group as Kafka runs it: checkpoints fall into the partitions in turn, as the trainer sends them,
every partition belongs to one worker, a worker measures one checkpoint at a time. Two questions:

* a backlog: all checkpoints are there at once. How long until the last is measured, against work ÷ workers?
* a stream: checkpoints arrive at random at a given share of what the workers can do. How long does one
  wait, and how large is the lag? Beside the simulated mean stands the Pollaczek-Khinchine formula of an
  M/G/1 queue, which takes arrivals at each worker for random: checkpoints that come in turn wait less.

Times to measure are lognormal with the given mean and spread (standard deviation ÷ mean). Standard
library only; the same seed gives the same numbers.
"""

import argparse
import math
import random


def owners(partitions, workers):
    """The worker of each partition: the cooperative sticky assignor starts by dealing them out in turn."""
    return [partition % workers for partition in range(partitions)]


class ServiceTime:
    def __init__(self, mean, spread):
        self.mean, self.spread = mean, spread
        self.sigma = math.sqrt(math.log(1 + spread * spread))
        self.mu = math.log(mean) - self.sigma * self.sigma / 2

    def draw(self, generator):
        return generator.lognormvariate(self.mu, self.sigma)


def backlog(checkpoints, partitions, workers, service, generator):
    """Seconds until the last of the checkpoints is measured."""
    owner = owners(partitions, workers)
    busy = [0.0] * workers
    for i in range(checkpoints):
        busy[owner[i % partitions]] += service.draw(generator)
    return max(busy)


def stream(checkpoints, partitions, workers, load, service, generator):
    """Mean, median, 95th and 99th percentile of the wait before measuring starts, in seconds."""
    owner = owners(partitions, workers)
    rate = load * workers / service.mean
    now, free, waits = 0.0, [0.0] * workers, []
    for i in range(checkpoints):
        now += generator.expovariate(rate)
        worker = owner[i % partitions]
        start = max(now, free[worker])
        waits.append(start - now)
        free[worker] = start + service.draw(generator)
    waits = sorted(waits[checkpoints // 10:])  # the first tenth: while the queue fills
    quantile = lambda share: waits[int(share * (len(waits) - 1))]
    return sum(waits) / len(waits), quantile(0.5), quantile(0.95), quantile(0.99)


def pollaczek_khinchine(load, service):
    return load / (1 - load) * service.mean * (1 + service.spread ** 2) / 2


def hours(seconds):
    return f"{seconds / 3600:.2f} h" if seconds >= 3600 else f"{seconds:.0f} s"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--checkpoints", type=int, default=1_000_000)
    arguments.add_argument("--seconds", type=float, default=0.35, help="mean seconds to measure one")
    arguments.add_argument("--spread", type=float, default=0.5, help="standard deviation over mean")
    arguments.add_argument("--workers", default="1,2,4,32,100")
    arguments.add_argument("--partitions", default="32,128,512")
    arguments.add_argument("--loads", default="0.5,0.8,0.95")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    service = ServiceTime(options.seconds, options.spread)
    numbers = lambda text, kind: [kind(part) for part in text.split(",")]
    workers, partitions = numbers(options.workers, int), numbers(options.partitions, int)

    print(f"backlog of {options.checkpoints:,} checkpoints, {options.seconds} s each, spread {options.spread}")
    print(f"{'workers':>8}{'partitions':>12}{'drained after':>16}{'ideal':>10}{'efficiency':>12}")
    for count in workers:
        for parts in partitions:
            generator = random.Random(options.seed)
            took = backlog(options.checkpoints, parts, count, service, generator)
            ideal = options.checkpoints * options.seconds / count
            print(f"{count:8}{parts:12}{hours(took):>16}{hours(ideal):>10}{ideal / took:12.0%}", flush=True)

    most, parts = max(workers), max(partitions)
    print(f"\nstream to {most} workers over {parts} partitions: wait before measuring, seconds, and mean lag")
    print(f"{'load':>6}{'mean':>9}{'formula':>9}{'p50':>9}{'p95':>9}{'p99':>9}{'lag':>10}")
    for load in numbers(options.loads, float):
        generator = random.Random(options.seed)
        mean, p50, p95, p99 = stream(options.checkpoints, parts, most, load, service, generator)
        formula = pollaczek_khinchine(load, service)
        lag = load * most / options.seconds * (mean + options.seconds)  # Little's law
        print(f"{load:6.0%}{mean:9.2f}{formula:9.2f}{p50:9.2f}{p95:9.2f}{p99:9.2f}{lag:10.0f}", flush=True)


if __name__ == "__main__":
    main()
