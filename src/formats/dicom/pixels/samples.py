"""Small DICOM files of every transfer syntax and kind of pixels, and their values by pydicom and gdcm."""
import io
import json
import warnings
import zlib

import numpy as np
import pydicom
from dicom_values import values
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.pixel_data_handlers.rle_handler import rle_encode_frame
from pydicom.sequence import Sequence
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian, UID_dictionary
from streams import base64_of, by_dcmtk, by_openjpeg, by_pillow, compressed, dataset, noise, saved, smooth

warnings.simplefilter("ignore")
cases = []

JPEG, EXTENDED = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"
LOSSLESS, FIRST_ORDER = "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"
JPEG_LS, NEAR_LOSSLESS = "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"
J2K_LOSSLESS, J2K = "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"
RLE, DEFLATED_FRAMES = "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.8.1"


# This one pydicom does not know.
UID_dictionary[DEFLATED_FRAMES] = ("Deflated Image Frame Compression", "Transfer Syntax", "", "", "DeflatedFrames")


def tell(name, ds, expected=None, tolerance=0):
    """A case; its values are what pydicom reads from the file, unless they are given."""
    file = saved(ds)
    if expected is None:
        expected = values(pydicom.dcmread(io.BytesIO(file)))
    expected = np.ascontiguousarray(expected)
    expected = expected.astype(expected.dtype.newbyteorder("<"))
    cases.append(
        dict(name=name, file=base64_of(file), shape=list(expected.shape), dtype=expected.dtype.name,
             values=base64_of(expected), tolerance=tolerance)
    )


def encoded(ds, syntax):
    """The same data set in another native transfer syntax."""
    ds.file_meta.TransferSyntaxUID = syntax
    ds.is_implicit_VR = syntax == ImplicitVRLittleEndian
    ds.is_little_endian = syntax != ExplicitVRBigEndian
    return ds


g8, g12, g16 = smooth(7, 6, 1, 8), smooth(7, 6, 1, 12), smooth(7, 6, 1, 16)
s16 = (g16.astype(np.int32) - 2**15).astype(np.int16)
rgb = smooth(7, 6, 3, 8)

# Native: transfer syntaxes, bits, signs, frames
tell("implicit 8 bit", encoded(dataset(g8), ImplicitVRLittleEndian))
tell("explicit 16 bit", dataset(g16))
tell("explicit 16 bit signed", dataset(s16))
tell("deflated 16 bit", encoded(dataset(g16), DeflatedExplicitVRLittleEndian))
tell("big endian 16 bit", encoded(dataset(g16, PixelData=g16.astype(">u2").tobytes()), ExplicitVRBigEndian), g16)
swapped = dataset(g8[:, :5], PixelData=np.frombuffer(g8[:, :5].tobytes() + b"\0", "<u2").astype(">u2").tobytes())
swapped["PixelData"].VR = "OW"
tell("big endian 8 bit in words", encoded(swapped, ExplicitVRBigEndian), g8[:, :5])
tell("12 bit with junk above", dataset(g12 | (noise(7, 6, 1, 4) << 12), bits=12), g12)
signed12 = (g12.astype(np.int32) - 2048).astype(np.int16)
junk = (signed12.view(np.uint16) & 0xFFF) | (noise(7, 6, 1, 4) << 12)
tell("12 bit signed with junk above", dataset(junk, bits=12, PixelRepresentation=1), signed12)
shifted = (g12 << 2) | 3 | (noise(7, 6, 1, 2) << 14)
tell("12 bit from bit 13 down", dataset(shifted, bits=12, HighBit=13), g12)
tell("32 bit", dataset(noise(7, 6, 1, 16).astype(np.uint32) * 65537))
tell("8 bit signed", dataset((g8.astype(int) - 128).astype(np.int8)))
frames = np.stack([g16, g16[::-1], g16 // 2])
tell("frames", dataset(frames, frames=3))
bits = (noise(3 * 7, 5, 1, 8).reshape(3, 7, 5) > 127).astype(np.uint8)
packed = np.packbits(bits.ravel(), bitorder="little").tobytes()
tell("single bits", dataset(bits, frames=3, BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=packed), bits)
for name, dtype, keyword in [("float", np.float32, "FloatPixelData"), ("double", np.float64, "DoubleFloatPixelData")]:
    image = (g16 / 7).astype(dtype)
    ds = dataset(g16)
    for tag in ("PixelData", "BitsStored", "HighBit", "PixelRepresentation"):
        delattr(ds, tag)
    ds.BitsAllocated = image.itemsize * 8
    setattr(ds, keyword, image.tobytes())
    tell(name, ds, image)

# Native: grays and colors
tell("MONOCHROME1", dataset(g8, photometric="MONOCHROME1"))
tell("RGB", dataset(rgb))
tell("RGB 16 bit", dataset(noise(7, 6, 3, 16)))
planes = rgb.transpose(2, 0, 1).tobytes()
tell("RGB planes", dataset(rgb, PlanarConfiguration=1, PixelData=planes))
two = np.stack([rgb, rgb[::-1]])
both = two.transpose(0, 3, 1, 2).tobytes()
tell("RGB planes of frames", dataset(two, frames=2, PlanarConfiguration=1, PixelData=both))
tell("YBR_FULL", dataset(noise(7, 6, 3, 8), photometric="YBR_FULL"))
tell("YBR_FULL planes", dataset(rgb, photometric="YBR_FULL", PlanarConfiguration=1, PixelData=planes))
pairs = noise(7, 6, 2, 8)
tell("YBR_FULL_422", dataset(rgb, photometric="YBR_FULL_422", PixelData=pairs.tobytes()))


def palette(depth, entries, first, tables, segmented=False):
    elements = {}
    for color, table in zip(("Red", "Green", "Blue"), tables):
        elements[f"{color}PaletteColorLookupTableDescriptor"] = [entries, first, depth]
        kind = "Segmented" if segmented else ""
        elements[f"{kind}{color}PaletteColorLookupTableData"] = table
    return elements


full = noise(3, 256, 1, 8)
wide = noise(3, 20, 1, 16)
tell("palette", dataset(g8, photometric="PALETTE COLOR", **palette(8, 256, 0, [t.tobytes() for t in full])))
tell("palette 16 bit, short", dataset(g8, photometric="PALETTE COLOR", **palette(16, 20, 100, [t.tobytes() for t in wide])))
negative = (g8.astype(int) - 128).astype(np.int8)
ds = dataset(negative, photometric="PALETTE COLOR", **palette(16, 20, 0, [t.tobytes() for t in wide]))
for color in ("Red", "Green", "Blue"):
    ds[f"{color}PaletteColorLookupTableDescriptor"].VR = "SS"
    ds[f"{color}PaletteColorLookupTableDescriptor"].value = [20, -10, 16]
tell("palette of signed values", ds)
words = np.array([0, 4, 100, 200, 300, 65000, 1, 60, 5, 1, 128, 60000], np.uint16).tobytes()
tell("palette in segments of 16 bit", dataset(g8, photometric="PALETTE COLOR", **palette(16, 192, 0, [words] * 3, True)))
bytes8 = bytes([0, 4, 1, 2, 3, 9, 1, 60, 200, 1, 64, 7])
tell("palette in segments of 8 bit", dataset(g8, photometric="PALETTE COLOR", **palette(8, 128, 0, [bytes8] * 3, True)))
again = np.array([0, 2, 100, 200, 1, 30, 5000, 2, 2, 0, 0], np.uint16)
again = np.concatenate([again, np.array([0, 2, 7, 8], np.uint16)]).tobytes()
tell("palette in repeated segments", dataset(g8, photometric="PALETTE COLOR", **palette(16, 66, 0, [again] * 3, True)))

# Values of the modality
tell("rescale", dataset(s16, RescaleSlope="2.5", RescaleIntercept="-1024"))
tell("rescale that changes nothing", dataset(s16, RescaleSlope="1", RescaleIntercept="0"))
item = Dataset()
item.LUTDescriptor, item.ModalityLUTType = [200, 20, 16], "US"
item.LUTData = noise(1, 200, 1, 16)[0].tolist()
item["LUTDescriptor"].VR = item["LUTData"].VR = "US"
tell("modality table", dataset(g8, ModalityLUTSequence=Sequence([item])))
groups = []
for slope in (0.5, 2, 3):
    group, transformation = Dataset(), Dataset()
    transformation.RescaleSlope, transformation.RescaleIntercept = slope, slope - 1
    transformation.RescaleType = "US"
    group.PixelValueTransformationSequence = Sequence([transformation])
    groups.append(group)
by_frame = np.stack([frame * slope + (slope - 1) for frame, slope in zip(frames.astype(float), (0.5, 2, 3))])
tell("rescale by frame", dataset(frames, frames=3, PerFrameFunctionalGroupsSequence=Sequence(groups)), by_frame)

# RLE and deflated frames
tell("RLE 8 bit", compressed(g8, RLE, [rle_encode_frame(g8)]))
tell("RLE 16 bit signed", compressed(s16, RLE, [rle_encode_frame(s16)]))
tell("RLE RGB", compressed(rgb, RLE, [rle_encode_frame(rgb)]))
tell("RLE YBR_FULL", compressed(rgb, RLE, [rle_encode_frame(rgb)], photometric="YBR_FULL"))
tell("RLE 32 bit", compressed(g16.astype(np.uint32), RLE, [rle_encode_frame(g16.astype(np.uint32))]))
junk_frames = [rle_encode_frame(junk), rle_encode_frame(junk[::-1])]
ds = compressed(np.stack([junk, junk[::-1]]), RLE, junk_frames, bits=12, PixelRepresentation=1)
tell("RLE 12 bit signed frames with junk above", ds, np.stack([signed12, signed12[::-1]]))
one_bit = [rle_encode_frame(np.packbits(frame.ravel(), bitorder="little")[None]) for frame in bits]
tell("RLE single bits", compressed(bits, RLE, one_bit, BitsAllocated=1, BitsStored=1, HighBit=0), bits)


def deflated(frame):
    squeeze = zlib.compressobj(wbits=-15)
    return squeeze.compress(frame.tobytes()) + squeeze.flush()


tell("deflated frames", compressed(frames, DEFLATED_FRAMES, [deflated(frame) for frame in frames]), frames)

# JPEG
tell("JPEG gray", compressed(g8, JPEG, [by_pillow(g8, "JPEG", quality=90)]), tolerance=1)
big = smooth(16, 16, 3, 8)
chroma = by_pillow(big, "JPEG", subsampling=1, quality=90)
tell("JPEG YBR_FULL_422", compressed(big, JPEG, [chroma], photometric="YBR_FULL_422"), tolerance=1)
full_color = by_pillow(big, "JPEG", subsampling=0, quality=90)
tell("JPEG YBR_FULL", compressed(big, JPEG, [full_color], photometric="YBR_FULL"), tolerance=1)
plain = by_pillow(big, "JPEG", "YCbCr", subsampling=0, quality=90)
plain = plain[:2] + plain[20:]  # without its JFIF marker
tell("JPEG RGB, not transformed", compressed(big, JPEG, [plain]), tolerance=1)
adobe = by_dcmtk("dcmcjpeg", ["+eb", "+cr", "+q", "90"], big, 8)
tell("JPEG RGB by Adobe's marker", compressed(big, JPEG, [adobe]), tolerance=1)
ext = by_dcmtk("dcmcjpeg", ["+ee", "+q", "90"], g12, 12)
tell("JPEG extended 12 bit", compressed(g12, EXTENDED, [ext], bits=12), tolerance=1)
tell("JPEG lossless", compressed(g16, LOSSLESS, [by_dcmtk("dcmcjpeg", ["+el", "+sv", "6"], g16, 16)]), g16)
tell("JPEG lossless first order, signed", compressed(s16, FIRST_ORDER, [by_dcmtk("dcmcjpeg", ["+e1"], g16 ^ 0x8000, 16)]), s16)
tell("JPEG lossless RGB", compressed(rgb, FIRST_ORDER, [by_dcmtk("dcmcjpeg", ["+e1"], rgb, 8)]), rgb)

# JPEG-LS
tell("JPEG-LS", compressed(g16, JPEG_LS, [by_dcmtk("dcmcjpls", ["+el"], g16, 16)]))
tell("JPEG-LS near-lossless", compressed(g8, NEAR_LOSSLESS, [by_dcmtk("dcmcjpls", ["+en", "+md", "3"], g8, 8)]))
tell("JPEG-LS RGB", compressed(rgb, JPEG_LS, [by_dcmtk("dcmcjpls", ["+el"], rgb, 8)]), rgb)

# JPEG 2000
color = smooth(33, 21, 3, 8)
rct = by_pillow(color, "JPEG2000", no_jp2=True, mct=1, num_resolutions=2)
tell("JPEG 2000 YBR_RCT", compressed(color, J2K_LOSSLESS, [rct], photometric="YBR_RCT"), color)
ict = by_pillow(color, "JPEG2000", no_jp2=True, mct=1, irreversible=True, quality_layers=[10], num_resolutions=2)
tell("JPEG 2000 YBR_ICT", compressed(color, J2K, [ict], photometric="YBR_ICT"), tolerance=1)
c12 = smooth(33, 21, 1, 12)
c12s = (c12.astype(np.int32) - 2048).astype(np.int16)
tell("JPEG 2000 12 bit", compressed(c12, J2K_LOSSLESS, [by_openjpeg(c12, 12)], bits=12))
tell("JPEG 2000 12 bit signed", compressed(c12s, J2K_LOSSLESS, [by_openjpeg(c12s, 12)], bits=12))
unsigned = by_openjpeg((c12s.view(np.uint16) & 0xFFF), 12)
tell("JPEG 2000 signed only by its header", compressed(c12s, J2K_LOSSLESS, [unsigned], bits=12), c12s)

# Frames in fragments
stream = rle_encode_frame(g8)
streams = [rle_encode_frame(g8), rle_encode_frame(g8[::-1])]
halves = compressed(g8, RLE, [stream])
halves.PixelData = encapsulate([stream], fragments_per_frame=3, has_bot=False)
tell("a frame in three fragments", halves, g8)
ds = compressed(np.stack([g8, g8[::-1]]), RLE, streams)
ds.PixelData = encapsulate(streams, fragments_per_frame=2, has_bot=True)
tell("frames in fragments with a basic offset table", ds, np.stack([g8, g8[::-1]]))
ds.PixelData, ds.ExtendedOffsetTable, ds.ExtendedOffsetTableLengths = encapsulate_extended(streams)
tell("frames with an extended offset table", ds, np.stack([g8, g8[::-1]]))
jpegs = [by_dcmtk("dcmcjpls", ["+el"], image, 16) for image in (g16, g16[::-1])]
ds = compressed(frames[:2], JPEG_LS, jpegs)
ds.PixelData = encapsulate(jpegs, fragments_per_frame=2, has_bot=False)
tell("frames in fragments without a table", ds, frames[:2])

print(json.dumps({"cases": cases}, separators=(",", ":")))
