"""Image files by Pillow and tifffile, and the values that they read from them."""
import io
import json
import zlib

import numpy as np
import tifffile
from PIL import Image
from streams import base64_of, noise, smooth

cases = []


def tell(name, file, values, **more):
    values = np.ascontiguousarray(values)
    if values.dtype == bool:
        values = np.where(values, 1, 0).astype(bool)  # Pillow's true is 255
    dtype = values.dtype.newbyteorder("<")
    cases.append(
        dict(name=name, file=base64_of(file), shape=list(values.shape), dtype=values.dtype.name,
             values=base64_of(values.astype(dtype)), **more)
    )


def by_pillow(name, kind, image, values=None, **options):
    image = Image.fromarray(image) if isinstance(image, np.ndarray) else image
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    file = buffer.getvalue()
    tell(name, file, np.asarray(Image.open(io.BytesIO(file))) if values is None else values)


def by_tifffile(name, image, **options):
    buffer = io.BytesIO()
    tifffile.imwrite(buffer, image, metadata=None, **options)
    file = buffer.getvalue()
    tell(name, file, tifffile.imread(io.BytesIO(file)))


def chunk(kind, body):
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png(width, height, bits, color, lines, interlaced=0, extra=b""):
    """A PNG file of lines that begin with their filter."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([bits, color, 0, 0, interlaced])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def packed(values, bits):
    """Rows of values of less than a byte, without filter."""
    rows = [np.unpackbits(row.astype(np.uint8)[:, None], axis=1)[:, 8 - bits:].ravel() for row in values]
    return b"".join(b"\0" + np.packbits(row).tobytes() for row in rows)


def adam7(image):
    """The lines of an interlaced image of 8 bits, one sample a pixel."""
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    return b"".join(b"\0" + line.tobytes() for r, c, dr, dc in passes for line in image[r::dr, c::dc] if line.size)


gray, rgb, deep = smooth(13, 11, 1, 8), smooth(13, 11, 3, 8), smooth(13, 11, 1, 16)
few = noise(13, 11, 1, 8)
by_pillow("png gray", "PNG", gray)
by_pillow("png 16 bit", "PNG", Image.fromarray(deep.astype(np.uint16)), deep)
by_pillow("png RGB", "PNG", rgb)
by_pillow("png RGBA", "PNG", smooth(13, 11, 4, 8))
by_pillow("png gray and opacity", "PNG", Image.fromarray(np.ascontiguousarray(rgb[..., :2]), "LA"), rgb[..., :2])
by_pillow("png noise", "PNG", noise(13, 11, 3, 8))
by_pillow("png single bits", "PNG", gray > 100)
quantized = Image.fromarray(rgb).quantize(9)
by_pillow("png palette", "PNG", quantized, np.asarray(quantized.convert("RGB")))
for bits in (1, 2, 4):
    levels = few >> (8 - bits)
    file = png(11, 13, bits, 0, packed(levels, bits))
    tell(f"png {bits} bits", file, np.asarray(Image.open(io.BytesIO(file))))
file = png(11, 13, 8, 0, adam7(gray), 1)
tell("png interlaced", file, np.asarray(Image.open(io.BytesIO(file))))
deep_rgb = noise(13, 11, 3, 16)
lines = b"".join(b"\0" + line.astype(">u2").tobytes() for line in deep_rgb)
tell("png RGB 16 bit", png(11, 13, 16, 2, lines), deep_rgb)
meters = chunk(b"pHYs", (2000).to_bytes(4, "big") + (4000).to_bytes(4, "big") + b"\1")
tell("png in meters", png(11, 13, 8, 0, packed(gray, 8), extra=meters), gray, spacing=[0.25, 0.5])

by_pillow("jpeg gray", "JPEG", gray)
by_pillow("jpeg RGB", "JPEG", rgb)
by_pillow("jpeg CMYK", "JPEG", Image.fromarray(smooth(13, 11, 4, 8), "CMYK"))
turned = Image.Exif()
turned[0x0112] = 6
by_pillow("jpeg to be turned", "JPEG", gray, exif=turned)

for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
    by_pillow(f"tiff gray {compression}", "TIFF", gray, compression=compression)
    by_pillow(f"tiff RGB {compression}", "TIFF", rgb, compression=compression)
by_pillow("tiff LZW of noise", "TIFF", noise(70, 60, 1, 8), compression="tiff_lzw")
by_pillow("tiff LZW of one value", "TIFF", np.full((80, 90), 7, np.uint8), compression="tiff_lzw")
by_pillow("tiff LZW differences", "TIFF", rgb, compression="tiff_lzw", tiffinfo={317: 2})
by_pillow("tiff single bits", "TIFF", gray > 100)
by_pillow("tiff palette", "TIFF", quantized, np.asarray(quantized.convert("RGB")))
by_pillow("tiff CMYK", "TIFF", Image.fromarray(smooth(13, 11, 4, 8), "CMYK"))
floats = (smooth(13, 11, 1, 8) / 7).astype(np.float32)
by_pillow("tiff float predictor", "TIFF", floats, compression="tiff_adobe_deflate", tiffinfo={317: 3})
for dtype in ("uint8", "int8", "uint16", "int16", "uint32", "int32", "float16", "float32", "float64"):
    image = (deep.astype(np.float64) - (0 if dtype[0] == "u" else 1000)) / (1 if dtype[0] in "ui" else 7)
    image = image.astype(np.int64).astype(dtype) if dtype[0] in "ui" else image.astype(dtype)
    by_tifffile(f"tiff {dtype}", image, photometric="minisblack")
    by_tifffile(f"tiff {dtype} big-endian", image, photometric="minisblack", byteorder=">")
by_tifffile("tiff deflate differences 16 bit", deep, photometric="minisblack", compression="zlib", predictor=2)
by_tifffile("tiff pages", np.stack([deep, deep[::-1], deep * 2]), photometric="minisblack")
by_tifffile("tiff color pages", np.stack([rgb, rgb[::-1]]), photometric="rgb")
by_tifffile("tiff planes", np.ascontiguousarray(rgb.transpose(2, 0, 1)), photometric="rgb", planarconfig="separate")
cases[-1] |= dict(shape=[13, 11, 3], values=base64_of(rgb))
by_tifffile("tiff tiles", noise(40, 50, 1, 16), photometric="minisblack", tile=(16, 16))
by_tifffile("tiff color tiles", noise(40, 50, 3, 8), photometric="rgb", tile=(16, 32), compression="zlib")
by_tifffile("tiff strips", noise(40, 5, 1, 8), photometric="minisblack", rowsperstrip=7)
by_tifffile("tiff where white is zero", gray, photometric="miniswhite")

for depth, image in [(255, gray), (255, rgb), (65535, deep), (65535, deep_rgb), (100, gray % 101)]:
    kind = 6 if image.ndim == 3 else 5
    raw = image.astype(">u2" if depth > 255 else "u1").tobytes()
    tell(f"pnm P{kind} up to {depth}", b"P%d\n# a comment\n11 13\n%d\n" % (kind, depth) + raw, image)
    text = " ".join(str(value) for value in image.ravel()).encode()
    tell(f"pnm P{kind - 3} up to {depth}", b"P%d 11 13 %d\n" % (kind - 3, depth) + text + b"\n", image)

print(json.dumps({"cases": cases}, separators=(",", ":")))
