"""Train a network with PyTorch on the points that Lowland calls training points, and save it.

python train_network.py MNIST_FOLDER OUT.safetensors [SEED]
"""
import gzip
import sys

import numpy as np
import torch
from safetensors.torch import save_file

TRAIN_POINTS = 250


def main(folder, out, seed=0):
    with gzip.open(f"{folder}/train-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(f"{folder}/train-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    generator = torch.Generator().manual_seed(42)
    points = torch.randperm(len(images), generator=generator)[:TRAIN_POINTS]
    x = torch.tensor(images / 255, dtype=torch.float32)[points]
    y = torch.tensor(labels.astype(np.int64))[points]

    torch.manual_seed(seed)
    model = torch.nn.Sequential(
        torch.nn.Linear(784, 64), torch.nn.ReLU(),
        torch.nn.Linear(64, 8), torch.nn.ReLU(),
        torch.nn.Linear(8, 10))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    for epoch in range(100):
        for batch in torch.randperm(TRAIN_POINTS).split(64):
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
            optimiser.step()

    save_file(model.state_dict(), out, metadata={
        "dataset": "mnist",
        "train_points": str(TRAIN_POINTS),
        "experiment": "my-networks",
        "seed": str(seed),
    })


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
