"""BART's pairs, optical flow, IDX and tables, read by numpy straight from the description of each format."""

import csv
import gzip

import numpy as np
from summaries import summary
from shared_data import tell


def bart(path):
    """As BART's own reader for Python does: trailing dimensions of 1 are left out."""
    lines = path.with_suffix(".hdr").read_text().splitlines()
    dims = [int(length) for length in lines[1].split()]
    while len(dims) > 1 and dims[-1] == 1:
        dims.pop()
    values = np.fromfile(path, "<c8", int(np.prod(dims)))
    return summary(values.reshape(dims, order="F"), "F")


def flow(path):
    columns, rows = np.fromfile(path, "<i4", 2, offset=4)
    return summary(np.fromfile(path, "<f4", offset=12).reshape(rows, columns, 2))


def idx(path):
    data = gzip.decompress(path.read_bytes())
    axes = data[3]
    shape = np.frombuffer(data, ">i4", axes, 4)
    return summary(np.frombuffer(data, "u1", offset=4 + 4 * axes).reshape(shape))


def table(path):
    """The columns whose cells are all numbers or missing."""

    def number(cell):
        return np.nan if cell.strip().lower() in ("", "na", "nan", "n/a", "null") else float(cell)

    columns = []
    rows = list(csv.reader(path.open(newline="", encoding="utf-8")))[1:]
    for column in zip(*rows):
        try:
            values = [number(cell) for cell in column]
        except ValueError:
            continue
        if not np.all(np.isnan(values)):
            columns.append(values)
    return summary(np.array(columns).T)


READERS = {"*.cfl": bart, "*.flo": flow, "mnist/*.gz": idx, "*.csv": table}


def make(folder):
    found = [(path, read) for pattern, read in READERS.items() for path in sorted(folder.rglob(pattern))]
    return {str(path.relative_to(folder)): read(path) for path, read in found}


tell(make)
