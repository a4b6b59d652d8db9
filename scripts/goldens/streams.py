"""Small images, and what other people's encoders make of them."""
import base64
import io
import os
import subprocess
import tempfile

import numpy as np
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import defragment_data, encapsulate
from pydicom.filereader import dcmread
from pydicom.uid import ExplicitVRLittleEndian

EXPLICIT = ExplicitVRLittleEndian
ROOT = "1.2.826.0.1.3680043.8.498."


def base64_of(values):
    """Bytes, or an array's values with the low byte first."""
    data = values if isinstance(values, bytes) else np.ascontiguousarray(values).tobytes()
    return base64.b64encode(data).decode()


def smooth(rows, columns, samples, bits, seed=1):
    """A smooth random image over the whole range of so many bits; one sample a pixel has no axis of its own."""
    rng = np.random.default_rng(seed)
    image = rng.normal(size=(rows, columns, samples)).cumsum(0).cumsum(1)
    image -= image.min((0, 1))
    image *= (2**bits - 1) / image.max((0, 1))
    image = np.floor(image).astype(np.uint8 if bits <= 8 else np.uint16)
    return image[..., 0] if samples == 1 else image


def noise(rows, columns, samples, bits, seed=2):
    """Random values over the whole range: nothing of them can be predicted."""
    dtype = np.uint8 if bits <= 8 else np.uint16
    image = np.random.default_rng(seed).integers(0, 2**bits, (rows, columns, samples)).astype(dtype)
    return image[..., 0] if samples == 1 else image


def dataset(image, syntax=EXPLICIT, bits=None, photometric=None, frames=1, **elements):
    """A data set of an image; signed as the image is, and with more elements."""
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID = ROOT + "1"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = ROOT + "2", ROOT + "3"
    ds.Modality, ds.PatientID, ds.PatientName = "OT", "sample", "Sample"
    shape = image.shape[1:] if frames > 1 else image.shape
    ds.Rows, ds.Columns = shape[:2]
    ds.SamplesPerPixel = shape[2] if len(shape) == 3 else 1
    if ds.SamplesPerPixel > 1:
        ds.PlanarConfiguration = 0
    if frames > 1:
        ds.NumberOfFrames = frames
    ds.PhotometricInterpretation = photometric or ("RGB" if ds.SamplesPerPixel == 3 else "MONOCHROME2")
    ds.BitsAllocated = image.dtype.itemsize * 8
    ds.BitsStored = bits or ds.BitsAllocated
    ds.HighBit = ds.BitsStored - 1
    ds.PixelRepresentation = int(image.dtype.kind == "i")
    ds.PixelData = image.tobytes() + b"\0" * (image.nbytes % 2)
    ds["PixelData"].VR = "OW" if ds.BitsAllocated > 8 else "OB"
    ds.is_little_endian, ds.is_implicit_VR = True, False
    for name, value in elements.items():
        setattr(ds, name, value)
    return ds


def saved(ds):
    """The bytes of a file."""
    buffer = io.BytesIO()
    ds.save_as(buffer, write_like_original=False)
    return buffer.getvalue()


def by_dcmtk(tool, arguments, image, bits):
    """The stream that one of dcmtk's compressing tools makes of one image."""
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = os.path.join(folder, "plain"), os.path.join(folder, "packed")
        dataset(image, bits=bits).save_as(plain, write_like_original=False)
        subprocess.run([tool, *arguments, plain, packed], check=True, capture_output=True)
        return unpadded(defragment_data(dcmread(packed).PixelData))


def unpadded(stream):
    """Without a zero behind the end-of-image marker."""
    return stream[:-1] if stream[-3:-1] == b"\xff\xd9" else stream


def by_pillow(image, kind, mode=None, **options):
    """The stream that Pillow makes of one image."""
    buffer = io.BytesIO()
    Image.fromarray(image, mode=mode).save(buffer, kind, **options)
    return buffer.getvalue()


def read_by_pillow(stream):
    return np.asarray(Image.open(io.BytesIO(stream)))


def by_openjpeg(image, bits, arguments=()):
    """The codestream that OpenJPEG's tool makes of one image of one sample a pixel, signed as the image is."""
    with tempfile.TemporaryDirectory() as folder:
        raw, packed = os.path.join(folder, "image.raw"), os.path.join(folder, "image.j2k")
        image.astype(image.dtype.newbyteorder(">")).tofile(raw)
        sign = "s" if image.dtype.kind == "i" else "u"
        size = f"{image.shape[1]},{image.shape[0]},1,{bits},{sign}"
        subprocess.run(
            ["opj_compress", "-i", raw, "-o", packed, "-F", size, "-n", "3", *arguments],
            check=True, capture_output=True,
        )
        with open(packed, "rb") as file:
            return file.read()


def compressed(image, syntax, streams, **options):
    """A data set of streams, one each frame."""
    ds = dataset(image, syntax=syntax, frames=len(streams), **options)
    ds.PixelData = encapsulate(list(streams))
    ds["PixelData"].VR = "OB"
    ds["PixelData"].is_undefined_length = True
    return ds
