"""Eigenvalues, singular values, Cholesky factors and solutions by numpy, of matrices that both sides make."""

import json

import numpy as np


def matrix(rows, columns, seed):
    k = np.arange(rows * columns) + seed
    return (np.sin(1.7 * k + 0.3 * k * k) + 1j * np.cos(2.3 * k - 0.2 * k * k)).reshape(rows, columns)


def numbers(values):
    values = np.ravel(values)
    return [float(f"{v:.12g}") for v in np.stack([values.real, values.imag], -1).ravel()]


def reals(values):
    return [float(f"{v:.12g}") for v in values]


def eigen(n, rank):
    a = matrix(n, rank, n)
    return dict(n=n, rank=rank, values=reals(np.linalg.eigvalsh(a @ a.conj().T)[::-1]))


def singular(rows, columns):
    a = matrix(rows, columns, 3)
    values, vh = np.linalg.svd(a, full_matrices=False)[1:]
    keep = len(values) // 2 + 1
    projector = vh[:keep].conj().T @ vh[:keep]
    return dict(rows=rows, columns=columns, keep=keep, values=reals(values), projector=numbers(projector))


def solution(n, sides):
    a = matrix(n, n + 3, 1)
    gram, b = a @ a.conj().T, matrix(n, sides, 5)
    return dict(n=n, sides=sides, lower=numbers(np.linalg.cholesky(gram)), solution=numbers(np.linalg.solve(gram, b)))


print(
    json.dumps(
        dict(
            eigen=[eigen(1, 1), eigen(2, 2), eigen(5, 2), eigen(16, 16), eigen(40, 30)],
            singular=[singular(6, 4), singular(4, 9), singular(5, 5)],
            solutions=[solution(1, 1), solution(6, 2), solution(9, 4)],
        )
    )
)
