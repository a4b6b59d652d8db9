"""The decoded values of a DICOM image by pydicom, through gdcm where compressed.

Differences from pydicom 2.3, in which later releases of it, gdcm and dcmtk agree with us: bits beyond Bits Stored are
ignored, and 8-bit values in words with the high byte first are put in order.
"""
import numpy as np
from pydicom.pixel_data_handlers.util import apply_color_lut, apply_modality_lut, convert_color_space


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
