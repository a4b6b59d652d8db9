"""Streams of every compression, by dcmtk, Pillow, OpenJPEG and pydicom, and the samples that belong to them."""
import json

import numpy as np
from pydicom.pixel_data_handlers.rle_handler import rle_encode_frame
from streams import base64_of, by_dcmtk, by_openjpeg, by_pillow, compressed, noise, read_by_pillow, smooth

cases = []


def tell(name, codec, stream, values, bits, tolerance=0, **more):
    values = np.ascontiguousarray(values)
    samples = values.shape[2] if values.ndim == 3 else 1
    cases.append(
        dict(
            name=name, codec=codec, stream=base64_of(stream), rows=values.shape[0], columns=values.shape[1],
            samples=samples, bits=bits, dtype=values.dtype.name, values=base64_of(values), tolerance=tolerance, **more,
        )
    )


def decoded(image, syntax, stream, bits):
    """What pydicom, through gdcm, decodes."""
    return compressed(image, syntax, [stream], bits=bits).pixel_array


for mode, samples, options in [
    ("gray", 1, dict(quality=80)),
    ("4:2:0", 3, dict(subsampling=2)),
    ("4:2:2", 3, dict(subsampling=1, quality=90)),
    ("4:4:4", 3, dict(subsampling=0, quality=95)),
    ("progressive", 3, dict(progressive=True)),
    ("progressive gray", 1, dict(progressive=True)),
]:
    stream = by_pillow(smooth(19, 21, samples, 8), "JPEG", **options)
    tell(f"JPEG {mode}", "jpeg", stream, read_by_pillow(stream), 8, 1)

stream = by_pillow(smooth(19, 21, 4, 8), "JPEG", "CMYK", quality=90)
tell("JPEG CMYK", "jpeg", stream, 255 - read_by_pillow(stream), 8, 1)

for name, image in [("smooth", smooth(19, 21, 1, 12)), ("noise", noise(16, 9, 1, 12)), ("larger", smooth(70, 40, 1, 12))]:
    stream = by_dcmtk("dcmcjpeg", ["+ee", "+q", "90"], image, 12)
    tell(f"JPEG extended 12 bit {name}", "jpeg", stream, decoded(image, "1.2.840.10008.1.2.4.51", stream, 12), 12, 1)

for selection in range(1, 8):
    image = smooth(12, 11, 1, 16, selection) ^ noise(12, 11, 1, 4, selection)
    stream = by_dcmtk("dcmcjpeg", ["+el", "+sv", str(selection)], image, 16)
    tell(f"JPEG lossless predictor {selection}", "jpeg", stream, image, 16)
for bits in (8, 10, 12, 16):
    image = noise(9, 7, 1, bits)
    tell(f"JPEG lossless {bits} bit noise", "jpeg", by_dcmtk("dcmcjpeg", ["+e1"], image, bits), image, 16 if bits > 8 else 8)
image = smooth(12, 11, 3, 8)
tell("JPEG lossless RGB", "jpeg", by_dcmtk("dcmcjpeg", ["+e1"], image, 8), image, 8)

for bits in (8, 12, 16):
    image = smooth(12, 11, 1, bits)
    tell(f"JPEG-LS {bits} bit", "jpeg-ls", by_dcmtk("dcmcjpls", ["+el"], image, bits), image, bits)
    stream = by_dcmtk("dcmcjpls", ["+en", "+md", "3"], image, bits)
    tell(f"JPEG-LS near-lossless {bits} bit", "jpeg-ls", stream, decoded(image, "1.2.840.10008.1.2.4.81", stream, bits), bits)
for name, option in [("line", "+il"), ("sample", "+is"), ("none", "+in")]:
    image = smooth(12, 11, 3, 8)
    try:
        tell(f"JPEG-LS RGB {name}", "jpeg-ls", by_dcmtk("dcmcjpls", ["+el", option], image, 8), image, 8)
    except Exception:
        pass

for samples in (1, 3):
    image = smooth(33, 21, samples, 8)
    tell(f"JPEG 2000 lossless {samples}", "jpeg-2000", by_pillow(image, "JPEG2000", no_jp2=True, num_resolutions=3), image, 8)
    stream = by_pillow(image, "JPEG2000", irreversible=True, quality_layers=[20], num_resolutions=3)
    tell(f"JPEG 2000 lossy in JP2 {samples}", "jpeg-2000", stream, read_by_pillow(stream), 8, 1)
for bits in (12, 16):
    image = smooth(33, 21, 1, bits)
    tell(f"JPEG 2000 {bits} bit", "jpeg-2000", by_openjpeg(image, bits), image, bits)
    signed = (image.astype(np.int32) - 2 ** (bits - 1)).astype(np.int16)
    tell(f"JPEG 2000 {bits} bit signed", "jpeg-2000", by_openjpeg(signed, bits), signed, bits)
    tell(f"JPEG 2000 {bits} bit tiles", "jpeg-2000", by_openjpeg(image, bits, ["-t", "16,16"]), image, bits)

for name, image in [
    ("8 bit", smooth(12, 11, 1, 8)), ("16 bit", smooth(12, 11, 1, 16)), ("RGB", smooth(12, 11, 3, 8)),
    ("RGB 16 bit", noise(12, 11, 3, 16)), ("32 bit", noise(12, 11, 1, 16).astype(np.uint32) * 65537 + 3),
    ("flat", np.full((40, 50), 7, np.uint8)),
]:
    tell(f"RLE {name}", "rle", rle_encode_frame(image), image, image.dtype.itemsize * 8)

print(json.dumps({"cases": cases}, separators=(",", ":")))
