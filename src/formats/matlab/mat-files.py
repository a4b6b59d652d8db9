"""MAT files as scipy reads them: small ones that it wrote or that were put together here, and the shared ones.

scipy writes little-endian files only, and never stores numbers in a smaller type than their class, as MATLAB does: such
files are written here, and read by scipy.
"""

import base64
import io
import struct
import zlib

import numpy as np
from summaries import summary
from scipy.io import loadmat, savemat
from shared_data import tell

random = np.random.default_rng(20180616)

CLASSES = dict(double=6, single=7, int8=8, uint8=9, int16=10, uint16=11, int32=12, uint32=13, int64=14, uint64=15)
STORED = {"i1": 1, "u1": 2, "i2": 3, "u2": 4, "i4": 5, "u4": 6, "f4": 7, "f8": 9, "i8": 12, "u8": 13}


def flattened(name, value):
    """All arrays of numbers in what scipy read, under the names that we give them."""
    value = np.asarray(value)
    if value.dtype.names:
        for at, item in enumerate(value.ravel("F")):
            path = name if value.size == 1 else f"{name}({at + 1})"
            for field in value.dtype.names:
                yield from flattened(f"{path}.{field}", item[field])
    elif value.dtype.kind == "O":
        for at, item in enumerate(value.ravel("F")):
            yield from flattened(f"{name}{{{at + 1}}}", item)
    elif value.dtype.kind in "biufc" and value.size > 0:
        yield name, summary(value, "F")


def members(file):
    read = loadmat(io.BytesIO(file) if isinstance(file, bytes) else file)
    return dict(pair for name in read if not name.startswith("__") for pair in flattened(name, read[name]))


class Writer:
    """Elements of level 5 in either byte order."""

    def __init__(self, order):
        self.order = order

    def element(self, kind, data):
        if 0 < len(data) <= 4:
            packed = struct.pack(self.order + "I", len(data) << 16 | kind)
            return packed + data.ljust(4, b"\0")
        return struct.pack(self.order + "II", kind, len(data)) + data + b"\0" * (-len(data) % 8)

    def matrix(self, name, code, shape, content, flags=0):
        head = self.element(6, struct.pack(self.order + "II", code | flags << 8, 0))
        dims = self.element(5, struct.pack(f"{self.order}{len(shape)}i", *shape))
        body = head + dims + self.element(1, name.encode()) + content
        return struct.pack(self.order + "II", 14, len(body)) + body

    def numbers(self, name, array, kind="double", stored=None, flags=0):
        array = np.asarray(array)
        dtype = np.dtype(stored or array.real.dtype).newbyteorder(self.order)
        parts = [array.real, array.imag] if np.iscomplexobj(array) else [array]
        code = STORED[dtype.str[1:]]
        content = b"".join(self.element(code, part.astype(dtype).tobytes("F")) for part in parts)
        return self.matrix(name, CLASSES[kind], array.shape, content, flags | (8 if len(parts) > 1 else 0))

    def structure(self, name, shape, fields, values):
        width = 32
        names = b"".join(field.encode().ljust(width, b"\0") for field in fields)
        content = self.element(5, struct.pack(self.order + "i", width)) + self.element(1, names) + b"".join(values)
        return self.matrix(name, 2, shape, content)

    def file(self, *elements):
        mark = struct.pack(self.order + "HH", 0x0100, 0x4D49)
        return b"MATLAB 5.0 MAT-file, echotrain".ljust(124) + mark + b"".join(elements)


def put_together(order):
    w = Writer(order)
    small = random.integers(0, 200, (3, 4))
    yield "small integers", w.file(w.numbers("a", small, stored="u1"), w.numbers("b", small[:1, :2], stored="i2"))
    yield "smaller storage", w.file(*(w.numbers(f"x{s}", small[:, :2] % 100, stored=s) for s in "i1 u2 i4 f4 i8".split()))
    pairs = small + 1j * small[::-1]
    yield "complex", w.file(w.numbers("z", pairs, stored="u1"), w.numbers("s", pairs / 8, "single", "f4"))
    yield "classes", w.file(*(w.numbers(k, small, k, s) for k, s in zip(CLASSES, "f8 f4 i1 u1 i2 u2 i4 u4 i8 u8".split()) if k != "int8"))
    inner = w.structure("", (1, 1), ["q"], [w.numbers("", [[1.5]])])
    values = [w.numbers("", small), inner, w.numbers("", [[2.0]]), w.matrix("", 1, (1, 1), w.numbers("", [[7]], "uint8", "u1"))]
    yield "structures", w.file(w.structure("s", (1, 2), ["a", "b"], values))
    compressed = zlib.compress(w.numbers("c", random.normal(size=(5, 2, 3))))
    yield "compressed", w.file(struct.pack(order + "II", 15, len(compressed)) + compressed)


def level4_big_endian():
    values = random.normal(size=(2, 3))
    head = struct.pack(">5I", 1000, 2, 3, 1, 2)
    return head + b"z\0" + values.astype(">f8").tobytes("F") + (values * 2).astype(">f8").tobytes("F")


def saved(content, **options):
    stream = io.BytesIO()
    savemat(stream, content, **options)
    data = bytearray(stream.getvalue())
    if options.get("format") != "4":
        data[:116] = b"MATLAB 5.0 MAT-file, echotrain".ljust(116)
    return bytes(data)


def scipys():
    arrays = {f"a{d}": np.abs(random.normal(size=(2, 3)) * 30).astype(d) for d in "u1 i1 u2 i2 u4 i4 u8 i8 f4 f8".split()}
    rest = dict(
        complex=random.normal(size=(2, 3)) + 1j,
        single=(random.normal(size=(2, 2, 3)) - 2j).astype("c8"),
        mask=np.array([[True, False, True]]),
        text="größe",
        empty=np.zeros((0, 3)),
        s=dict(te=np.array([[4.6, 9.2]]), deeper=dict(x=np.eye(2), name="inner")),
        c=np.array([np.eye(2), "text", np.arange(3)], object),
    )
    yield "numbers", saved(arrays)
    yield "everything", saved(rest)
    yield "everything compressed", saved(rest, do_compression=True)
    yield "level 4", saved({k: v for k, v in arrays.items() if k in ("af8", "af4", "ai4", "ai2")} | {"complex": rest["complex"]}, format="4")


def make(folder):
    files = [*scipys()]
    for order in "<>":
        files += [(f"{name}, {'little' if order == '<' else 'big'}-endian", file) for name, file in put_together(order)]
    files.append(("level 4, big-endian", level4_big_endian()))
    small = [dict(name=name, file=base64.b64encode(file).decode(), members=members(file)) for name, file in files]
    paths = [path for path in sorted(folder.rglob("*.mat")) if b"7.3" not in path.read_bytes()[:128]]
    return dict(samples=small, shared={str(path.relative_to(folder)): members(path) for path in paths})


tell(make)
