"""What pydicom, through gdcm where compressed, makes of the real DICOM files: summaries of the decoded values.

Differences from pydicom 2.3, in which later releases of it, gdcm and dcmtk agree with us: bits beyond Bits Stored are
ignored, and 8-bit values in words with the high byte first are put in order.
"""
import warnings

import numpy as np
import pydicom
from array_summary import summary
from pydicom.pixel_data_handlers.util import apply_color_lut, apply_modality_lut, convert_color_space
from shared_data import tell

warnings.simplefilter("ignore")

LOSSY_JPEG = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51")

# Files that neither pydicom nor gdcm decodes here, and the one that holds the same image.
SAME = {name: "liver" for name in ("liver_deflate", "liver_j2k", "liver_rle")}
SAME |= {"emri_small_jpeg_2k_lossless_too_short": "emri_small"}
SAME |= {f"liver_nonbyte_aligned_{kind}": "liver_nonbyte_aligned" for kind in ("deflate", "j2k", "rle")}

# Of this one pydicom gives noise: a part of its codestream's header was overwritten.
OVERWRITTEN = ("JPEG2000-embedded-sequence-delimiter",)


def without_junk(array, ds):
    """The bits that count, with their sign."""
    stored, allocated = ds.get("BitsStored", 64), array.dtype.itemsize * 8
    if array.dtype.kind not in "iu" or stored >= allocated or ds.get("SamplesPerPixel") == 3:
        return array
    shift = allocated - stored
    return ((array << shift) >> shift).astype(array.dtype)


def in_order(ds):
    """Words with the high byte first, of 8-bit values: swapped."""
    if not ds.is_little_endian and ds["PixelData"].VR == "OW" and ds.BitsAllocated == 8:
        ds.PixelData = np.frombuffer(ds.PixelData, ">u2").astype("<u2").tobytes()


def values(ds):
    in_order(ds)
    compressed = ds.file_meta.TransferSyntaxUID.is_compressed
    array = ds.pixel_array
    array = array if compressed else without_junk(array, ds)
    photometric = ds.PhotometricInterpretation
    if photometric == "PALETTE COLOR":
        return apply_color_lut(array, ds)
    if photometric.startswith("YBR_FULL"):
        return convert_color_space(array, "YBR_FULL", "RGB", per_frame=True)
    if ds.SamplesPerPixel == 3 or (ds.get("RescaleSlope") == 1 and ds.get("RescaleIntercept") == 0):
        return array
    return apply_modality_lut(array, ds)


def described(path):
    if path.stem in OVERWRITTEN:
        return {"refused": "overwritten"}
    same = path.with_name(SAME[path.stem] + path.suffix) if path.stem in SAME else path
    ds = pydicom.dcmread(same)
    if not any(name in ds for name in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        return None
    lossy = ds.file_meta.TransferSyntaxUID in LOSSY_JPEG
    array = values(ds)
    if ds.get("NumberOfFrames") == 1 and array.ndim == 3 and array.shape[-1] != 3:
        array = array[0]
    result = summary(array)
    if lossy:
        flat = array.reshape(-1)
        step = max(1, flat.size // 500)
        result |= {"step": step, "sampled": flat[::step].tolist()}
        del result["sha256"]
    return result


def everything(folder):
    files = {}
    for path in sorted([*folder.glob("dicom/*/*.dcm"), *folder.glob("dicom_series/*/*")]):
        try:
            files[str(path.relative_to(folder))] = described(path)
        except Exception as error:
            files[str(path.relative_to(folder))] = {"refused": type(error).__name__}
    return files


tell(everything)
