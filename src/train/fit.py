"""Losses and weights of PyTorch over three epochs of Iris: a small network, Adam, batches of 32 and a last one of 22."""
import json

import numpy as np
import torch
from sklearn.datasets import load_iris

torch.set_default_dtype(torch.float64)
BATCH, EPOCHS = 32, 3
SHAPES = dict(hidden=(4, 16), out=(16, 3))


def kernel(rows, columns):
    """Not random, so that it can be made anywhere."""
    i = np.arange(rows * columns).reshape(rows, columns)
    return np.round(np.sin(i * 1.7 + 0.3) * 0.5, 4)


def iris():
    """Species by turns, so that every batch has all of them."""
    x, y = load_iris(return_X_y=True)
    order = np.arange(len(y)).reshape(3, 50).T.ravel()
    return torch.tensor(x[order]), torch.tensor(y[order])


def train():
    x, y = iris()
    weights = [torch.tensor(kernel(*SHAPES["hidden"])), torch.zeros(16), torch.tensor(kernel(*SHAPES["out"])), torch.zeros(3)]
    for w in weights:
        w.requires_grad_(True)
    w1, b1, w2, b2 = weights
    optimizer = torch.optim.Adam(weights, lr=0.01, eps=1e-7)
    epochs = []
    for _ in range(EPOCHS):
        loss_sum = right = 0
        for start in range(0, len(y), BATCH):
            bx, by = x[start : start + BATCH], y[start : start + BATCH]
            logits = torch.relu(bx @ w1 + b1) @ w2 + b2
            loss = torch.nn.functional.cross_entropy(logits, by)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(by)
            right += (logits.argmax(1) == by).sum().item()
        epochs.append(dict(loss=loss_sum / len(y), accuracy=right / len(y)))
    return epochs, b2.detach().tolist()


epochs, bias = train()
print(json.dumps(dict(epochs=epochs, bias=bias)))
