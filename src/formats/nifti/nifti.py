"""NIfTI and ANALYZE as nibabel reads them: the shared files, and small ones of every kind that nibabel wrote."""

import base64
import hashlib
import pathlib
import tempfile

import nibabel as nib
import numpy as np
from summaries import summary
from shared_data import tell

random = np.random.default_rng(20180616)

DTYPES = "u1 i1 u2 i2 u4 i4 u8 i8 f4 f8 c8 c16".split()
AFFINE = np.array([[-2, 0.1, 0, 90], [0.2, 2.5, 0.3, -126], [0, -0.4, 3, -72], [0, 0, 0, 1]])


def values_of(image):
    """As get_fdata gives them, complex ones and colors too; colors are a first axis."""
    stored = np.asanyarray(image.dataobj.get_unscaled())
    if stored.dtype.names:
        return np.stack([stored[name] for name in stored.dtype.names])
    if (image.dataobj.slope, image.dataobj.inter) == (1, 0):
        return stored
    return np.asanyarray(image.dataobj)


def told(image):
    return dict(
        **summary(values_of(image), "F"),
        zooms=[float(zoom) for zoom in image.header.get_zooms()[:3]],
        affine=np.asarray(image.affine, float)[:3].tolist(),
        orientation="".join(nib.aff2axcodes(image.affine)[: len(image.shape)]),
    )


def numbers(dtype, shape):
    kind = np.dtype(dtype).kind
    if kind in "iu":
        info = np.iinfo(dtype)
        return random.integers(max(info.min, -(2**40)), min(info.max, 2**40), shape, dtype, endpoint=True)
    real = random.normal(size=shape) * 1000
    return (real + 1j * random.normal(size=shape) if kind == "c" else real).astype(dtype)


def written(image):
    """The bytes of an image's files by their endings, and what nibabel reads from them."""
    single = len(image.files_types) == 1
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / ("x.nii" if single else "x.img")
        image.to_filename(path)
        path.with_suffix(".mat").unlink(missing_ok=True)
        files = {part.suffix[1:]: base64.b64encode(part.read_bytes()).decode() for part in sorted(path.parent.iterdir())}
        return files, told(type(image).from_filename(path))


def sample(name, kind, data, endian="<", header=lambda header: None, affine=AFFINE):
    image = kind(data, affine, kind.header_class(endianness=endian), dtype=data.dtype.newbyteorder("="))
    image.header.set_data_dtype(data.dtype)
    header(image.header)
    shorten_quaternion(image.header)
    files, golden = written(image)
    return dict(name=name, files=files, **golden)


def shorten_quaternion(header):
    """Its last bit depends on the processor."""
    for name in ("quatern_b", "quatern_c", "quatern_d"):
        if name in header.keys():
            header[name] = np.round(header[name], 6)


def scaling(slope, inter):
    def set_it(header):
        header.set_slope_inter(slope, inter)

    return set_it


def samples():
    single, single2, pair = nib.Nifti1Image, nib.Nifti2Image, nib.Nifti1Pair
    for dtype in DTYPES:
        for endian in "<>":
            for kind in (single, single2):
                yield sample(f"{kind.__name__} {endian}{dtype}", kind, numbers(dtype, (3, 2, 2)), endian)
    yield sample("pair", pair, numbers("i2", (3, 2, 2)), ">")
    yield sample("NIfTI-2 pair", nib.Nifti2Pair, numbers("f4", (3, 2, 2)))
    for shape in ((4,), (4, 3), (2, 3, 2, 3), (2, 1, 2, 3, 2), (2, 1, 2, 1, 2, 2, 3)):
        yield sample(f"{len(shape)} axes", single, numbers("u1", shape))
    colors = [("R", "u1"), ("G", "u1"), ("B", "u1"), ("A", "u1")]
    for count in (3, 4):
        pixels = numbers("u1", (3, 2, 2, count)).view(colors[:count])[..., 0]
        yield sample(f"{count} colors", single, pixels)


def scaled_samples():
    """With scl_slope and scl_inter put into the header's bytes, which nibabel would choose itself."""
    for dtype, slope, inter in [("i2", 0.25, -7), ("u1", 1, 3), ("f4", 2, 0), ("c8", 0.5, 1), ("i2", 0, 5), ("u2", np.nan, 1)]:
        made = sample("", nib.Nifti1Image, numbers(dtype, (3, 2, 2)))
        data = bytearray(base64.b64decode(made["files"]["nii"]))
        data[112:120] = np.array([slope, inter], "<f4").tobytes()
        image = nib.Nifti1Image.from_bytes(bytes(data))
        files = {"nii": base64.b64encode(data).decode()}
        yield dict(name=f"scaled {dtype} by {slope}, {inter}", files=files, **told(image))


def oriented_samples():
    def qform(code):
        def set_it(header):
            header.set_sform(None, 0)
            header.set_qform(np.diag([2, 2.5, -3, 1]) @ np.eye(4), code)

        return set_it

    def neither(header):
        header.set_sform(None, 0)
        header.set_qform(None, 0)

    data = numbers("u1", (3, 2, 2, 2))
    rotated = np.array([[0, 0, 3, -5], [-2, 0, 0, 6], [0, 2.5, 0, 7], [0, 0, 0, 1]], float)
    yield sample("only qform", nib.Nifti1Image, data, header=qform(1), affine=None)
    yield sample("neither form", nib.Nifti1Image, data, header=neither, affine=None)
    yield sample("both forms", nib.Nifti1Image, data, affine=rotated)


def analyze_samples():
    for endian in "<>":
        for dtype in "u1 i2 i4 f4 f8 c8".split():
            image = nib.Spm2AnalyzeImage(numbers(dtype, (3, 2, 2)), np.diag([-2, 2.5, 3, 1]), nib.Spm2AnalyzeImage.header_class(endianness=endian))
            image.header.set_data_dtype(dtype)
            files, golden = written(image)
            yield dict(name=f"ANALYZE {endian}{dtype}", files=files, **golden)


def make(folder):
    paths = sorted(path for part in ("nifti", "mr_volumes/nifti") for path in (folder / part).rglob("*"))
    shared = {}
    for path in paths:
        if path.name.endswith((".nii", ".nii.gz", ".img.gz")) and path.name != "not-nifti.nii":
            shared[str(path.relative_to(folder))] = told(nib.load(path))
    hippocampus = sorted((folder / "mr_volumes/hippocampus").rglob("*.nii.gz"))
    hashes = "".join(told(nib.load(path))["sha256"] for path in hippocampus)
    everything = dict(count=len(hippocampus), sha256=hashlib.sha256(hashes.encode()).hexdigest())
    small = [*samples(), *scaled_samples(), *oriented_samples(), *analyze_samples()]
    return dict(samples=small, shared=shared, hippocampus=everything)


tell(make)
