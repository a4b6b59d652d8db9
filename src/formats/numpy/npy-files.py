"""npy and npz files as numpy writes and reads them: small ones of every kind, and the shared ones."""

import base64
import io
import warnings

import numpy as np
from summaries import summary
from shared_data import tell

warnings.filterwarnings("ignore", message="Stored array in format 3.0")
random = np.random.default_rng(20180616)

DTYPES = "?1 u1 i1 u2 i2 u4 i4 u8 i8 f2 f4 f8 c8 c16".split()


def numbers(dtype, shape):
    kind = np.dtype(dtype).kind
    if kind == "b":
        return random.integers(0, 2, shape).astype(bool)
    if kind in "iu":
        info = np.iinfo(dtype)
        return random.integers(max(info.min, -(2**40)), min(info.max, 2**40), shape, dtype.lstrip("<>"), endpoint=True).astype(dtype)
    real = random.normal(size=shape) * 100
    return (real + 1j * random.normal(size=shape) if kind == "c" else real).astype(dtype)


def encoded(write):
    stream = io.BytesIO()
    write(stream)
    return base64.b64encode(stream.getvalue()).decode()


def sample(name, array, version=(1, 0)):
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    file = encoded(lambda stream: np.lib.format.write_array(stream, array, version))
    return dict(name=name, file=file, order=order, **summary(array, order))


def samples():
    for code in DTYPES:
        dtype = "?" if code == "?1" else code
        for endian in "<>":
            yield sample(f"{endian}{dtype}", numbers(f"{endian}{dtype}", (2, 3)))
    yield sample("column-major", np.asfortranarray(numbers("i2", (2, 3, 4))))
    yield sample("a number alone", np.array(2.5))
    yield sample("version 2", numbers("f4", (2, 3)), (2, 0))
    yield sample("version 3", numbers("f4", (2, 3)), (3, 0))
    yield sample("special values", np.array([1, 2, np.inf, -np.inf, 65504, -0.0, 2**-24, 2**-14], "f2"))


REFUSED = {
    "objects": np.array([1, "a"], object),
    "texts": np.array(["ab", "c"]),
    "bytes": np.array([b"ab", b"c"]),
    "records": np.zeros(2, [("x", "f4"), ("y", "i2")]),
    "dates": np.array(["2018-06-16"], "M8[D]"),
    "80-bit numbers": np.zeros(2, np.longdouble),
    "an empty array": np.zeros((0, 3)),
}


def archives():
    arrays = dict(
        train_images=numbers("u1", (3, 4, 4)),
        train_labels=numbers("u1", (3, 1)),
        field=np.asfortranarray(numbers("c8", (2, 3))),
        names=np.array(["a", "b"]),
    )
    for save in (np.savez, np.savez_compressed):
        members = {name: summary(array, "F" if name == "field" else "C") for name, array in arrays.items() if name != "names"}
        yield dict(name=save.__name__, file=encoded(lambda stream: save(stream, **arrays)), members=members)


def make(folder):
    shared = {}
    for path in sorted(folder.rglob("*.npy")):
        shared[str(path.relative_to(folder))] = summary(np.load(path))
    npz = folder / "radiology_cls/pneumoniamnist/pneumoniamnist.npz"
    archive = np.load(npz)
    members = {name: summary(archive[name]) for name in archive.files}
    return dict(
        samples=[*samples()],
        refused={name: encoded(lambda stream: np.lib.format.write_array(stream, array)) for name, array in REFUSED.items()},
        archives=[*archives()],
        shared=shared,
        sharedArchive=dict(path=str(npz.relative_to(folder)), members=members),
    )


tell(make)
