"""Weights and batches: the same numbers as in ../../data.ts, so that every contender computes the same losses."""

import math

import numpy as np

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


def parameters_of(layers):
    """Kernel and bias of each layer: He-uniform by the number of inputs of an output, and zeros."""
    made = []
    for index, (shape, fan_in, outputs) in enumerate(layers):
        made.append((uniform(2 * index, *shape) * math.sqrt(6 / fan_in)).astype(np.float32))
        made.append(np.zeros(outputs, np.float32))
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


def line_mask(columns, every=4, center=24):
    at = np.arange(columns)
    return ((at % every == 0) | (np.abs(at - columns / 2 + 0.5) < center / 2)).astype(np.float32)


def reconstructions(count, coils, side):
    """Batches of undersampled k-space, sensitivities and mask, and an image to come of them: noise, the first coil's."""
    mask = line_mask(side)
    for kspace, maps in complex_pairs(count, coils, side, side):
        target = np.stack([maps[0].real, maps[0].imag])[None]
        yield kspace * mask, maps / 4, mask, np.ascontiguousarray(target)


def stages_of(stages, filters, size, functions, limit):
    """Filters, influence functions and lambda of every stage: noise, 0.04 of each node, and 1."""
    nodes = [limit * (2 * j / (functions - 1) - 1) for j in range(functions)]
    shape = (filters, 2, size, size)
    made = []
    for kernel in parameters_of([(shape, 2 * size * size, filters)] * stages)[::2]:
        influence = np.tile(np.float32(0.04 * np.array(nodes)), (filters, 1))
        made += [kernel, influence, np.ones(1, np.float32)]
    return made
