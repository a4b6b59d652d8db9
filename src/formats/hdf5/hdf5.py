"""HDF5 files of every kind of number and of storage, written and read by h5py."""

import zlib

import h5py
import numpy as np
from summaries import summary
from packing import packed
from shared_data import tell

rng = np.random.default_rng(5)
complex_values = rng.normal(size=(6, 5)) + 1j * rng.normal(size=(6, 5))

NUMBERS = {
    "integers/big": rng.integers(-30000, 30000, (7, 6)).astype(">i2"),
    "integers/packed": rng.integers(0, 200, (9, 30)).astype("u1"),
    "integers/wide": rng.integers(-(2**50), 2**50, (3, 2)),
    "integers/unsigned": rng.integers(0, 2**32, 5).astype("u4"),
    "floats/half": rng.normal(size=(4, 3)).astype("f2"),
    "floats/double": rng.normal(size=(2, 3, 4)),
    "floats/single": np.float32(3.25),
    "truth": rng.integers(0, 2, 11).astype(bool),
    "complex/h5py": complex_values.astype("c8"),
    "complex/big": complex_values.astype(">c16"),
    "chunks": rng.normal(size=(10, 4, 6)).astype("f4"),
}
STORAGE = {
    "integers/packed": dict(chunks=(4, 7), compression="gzip", shuffle=True, fletcher32=True),
    "floats/double": dict(maxshape=(None, 3, 4)),
    "chunks": dict(chunks=(4, 3, 6), compression="gzip"),
}


def kinds(file):
    for name, values in NUMBERS.items():
        file.create_dataset(name, data=values, **STORAGE.get(name, {}))
    pairs = np.zeros((3, 2), [("real", "<f8"), ("imag", "<f8")])
    pairs["real"], pairs["imag"] = np.arange(6).reshape(3, 2), -1
    file["complex/matlab"] = pairs
    file["chunks"].attrs.update(units="mT", scale=np.float64(2.5), counts=np.arange(3), title=np.bytes_("made"))
    file["text"] = "not a number"
    file["empty"] = np.zeros((0, 3))
    file["nothing"] = h5py.Empty("f4")
    file["points"] = np.zeros(2, [("x", "f4"), ("name", "S4")])
    file["soft"] = h5py.SoftLink("/chunks")
    file["dangling"] = h5py.SoftLink("/nowhere")
    file["other"] = h5py.ExternalLink("other.h5", "/secret")
    file["integers/again"] = file["chunks"]
    file["floats/up"] = file["/"]


CHUNKED = {name: rng.integers(0, 99, (12, 10)).astype("u2") for name in ("single", "fixed", "extensible", "tree")}
INDEXES = {
    "single": dict(chunks=(12, 10)),
    "fixed": dict(chunks=(5, 4)),
    "extensible": dict(chunks=(5, 4), maxshape=(None, 10)),
    "tree": dict(chunks=(5, 4), maxshape=(None, None)),
}


def newest(file):
    """The kinds of chunk index that HDF5 has had since 1.10."""
    for name, values in CHUNKED.items():
        file.create_dataset(name, data=values, compression="gzip", **INDEXES[name])


def matlab(file):
    def put(name, values, kind, **attributes):
        file[name] = values
        file[name].attrs["MATLAB_class"] = np.bytes_(kind)
        file[name].attrs.update(attributes)

    put("kspace", kspace_pairs, "single")
    put("mask", np.array([[1, 0, 1]], "u1"), "logical", MATLAB_int_decode=1)
    put("name", np.frombuffer("coil".encode("utf-16le"), "u2").reshape(4, 1), "char", MATLAB_int_decode=2)
    put("none", np.zeros(2, "u8"), "double", MATLAB_empty=1)
    file["#refs#/a"] = np.arange(40.0)
    put("settings/TE", np.array([[2.5]]), "double")


kspace_pairs = np.zeros((4, 3, 2), [("real", "<f4"), ("imag", "<f4")])
kspace_pairs["real"], kspace_pairs["imag"] = rng.normal(size=(2, 4, 3, 2))


def foreign(file):
    file.create_dataset("lzf", data=np.arange(4000), compression="lzf")
    file.create_dataset("outside", shape=(4,), dtype="u1", external=[("outside.bin", 0, 4)])
    file.create_dataset("unwritten", shape=(10**7, 10**5), chunks=(10, 10), dtype="f8")
    file.create_dataset("cube", data=np.zeros((100, 10000), "u1"), chunks=(100, 10000), compression="gzip")


def bomb(file):
    """A chunk of a thousand bytes that unpacks to a thousand million."""
    packer = zlib.compressobj(9)
    packed_zeros = b"".join(packer.compress(bytes(10**7)) for _ in range(100)) + packer.flush()
    chunks = file.create_dataset("bomb", (1000,), "u1", chunks=(1000,), compression="gzip")
    chunks.id.write_direct_chunk((0,), packed_zeros)


def large(file):
    """Values one behind the other, in an order in which they need no conversion, and in another."""
    values = (np.arange(300_000) % 500).reshape(3, 100_000)
    file["little"], file["big"] = values.astype("<i4"), values.astype(">i4")
    file["floats"] = values.astype("<f4")


def answers(folder):
    pairs = np.arange(6).reshape(3, 2) - 1j
    numbers = {name: summary(values) for name, values in NUMBERS.items()}
    numbers["complex/matlab"] = summary(pairs)
    mat = kspace_pairs["real"] + 1j * kspace_pairs["imag"]
    with h5py.File(folder / "ct_projections/tooth.h5") as tooth:
        shared = {name: summary(tooth["exchange"][name][()]) for name in ("data", "data_dark", "data_white", "theta")}
    return dict(
        kinds=packed(kinds),
        newest=packed(newest, newest=True),
        numbers=numbers,
        chunked={name: summary(values) for name, values in CHUNKED.items()},
        matlab=packed(matlab, userblock=512),
        kspace=summary(mat.T, "F"),
        foreign=packed(foreign),
        large=packed(large),
        bomb=packed(bomb),
        tooth=shared,
    )


tell(answers)
