"""What pydicom reads from DICOM files, element by element.

A file becomes one line for each element: depth, tag, VR, and the value; texts decoded and without padding, numbers as
little-endian float64 in hexadecimal, all else as the SHA-256 of its bytes. Of real files the SHA-256 of these lines is
kept; `small` are files made here, in base64, with the lines themselves.
"""

import base64
import hashlib
import io
import struct
import warnings

import pydicom
from pydicom.charset import decode_bytes
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
)

from shared_data import tell

warnings.simplefilter("ignore")

NUMBERS = dict(AT="H", FD="d", FL="f", SL="i", SS="h", SV="q", UL="I", US="H", UV="Q")
WHOLE = {"LT", "ST", "UT", "UR"}
INTERNATIONAL = {"LO", "LT", "PN", "SH", "ST", "UC", "UT"}
ASCII = {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UI", "UR"}
PIXELS = {0x7FE00008, 0x7FE00009, 0x7FE00010}


# Cut off within an element, and begun within one: refused. Cut off within a fragment: pydicom leaves the pixels out.
DIFFERENT = {"rtplan_truncated.dcm", "no_meta.dcm", "emri_small_jpeg_2k_lossless_too_short.dcm"}


def digest(data):
    return hashlib.sha256(data).hexdigest()


def numbers(value, vr, little):
    code = NUMBERS[vr]
    size = struct.calcsize(code)
    count = len(value) // size
    values = struct.unpack(("<" if little else ">") + code * count, value[: count * size])
    if vr == "AT":
        values = [65536 * group + element for group, element in zip(values[::2], values[1::2])]
    return b"".join(struct.pack("<d", v) for v in values).hex()


def texts(value, vr, charsets):
    text = decode_bytes(value, charsets, set("\r\n\t\f")) if vr in INTERNATIONAL else value.decode("latin1")
    if vr in WHOLE:
        return text.rstrip("\0 ")
    return "\\".join(part.strip("\0 ") for part in text.rstrip("\0 ").split("\\")) if text.rstrip("\0 ") else ""


def vr_of(dataset, tag, raw):
    """As in the file; of the standard's elements without one (implicit, UN), as pydicom finds it."""
    private = (tag >> 16) % 2 == 1
    if raw.VR is not None and (raw.VR != "UN" or private):
        return raw.VR
    if private:
        return "UL" if tag & 0xFFFF == 0 else "LO" if 0x10 <= tag & 0xFFFF <= 0xFF else "UN"
    try:
        vr = dataset[tag].VR
        return getattr(vr, "value", vr)
    except Exception:
        return raw.VR or "UN"


def lines(dataset, depth=0, charsets=("iso8859",)):
    """All elements of a data set, and of the items in it."""
    if "SpecificCharacterSet" in dataset:
        charsets = pydicom.charset.convert_encodings(dataset.get("SpecificCharacterSet") or "ISO_IR 6")
    for tag in sorted(dataset.keys()):
        raw = dataset.get_item(tag)
        head = f"{depth} {int(tag):08x}"
        if isinstance(raw, pydicom.DataElement) and raw.VR == "SQ":
            vr, items = "SQ", raw.value
        else:
            vr = vr_of(dataset, int(tag), raw).replace("OB or OW", "OB")
            items = dataset[tag].value if vr == "SQ" else None
        if items is not None:
            yield f"{head} SQ {len(items)}"
            for item in items:
                yield from lines(item, depth + 1, charsets)
            continue
        yield f"{head} {vr} {payload(raw, vr, int(tag), charsets)}"


def payload(raw, vr, tag, charsets):
    value = value_bytes(raw, vr)
    if tag in PIXELS and (getattr(raw, "length", 0) == 0xFFFFFFFF or getattr(raw, "is_undefined_length", False)):
        _, *fragments = fragments_of(value)
        return "|".join(digest(fragment) for fragment in fragments)
    if vr in NUMBERS:
        return numbers(value, vr, getattr(raw, "is_little_endian", True))
    if vr in INTERNATIONAL or vr in ASCII:
        return texts(value, vr, charsets)
    return digest(value)


def value_bytes(raw, vr):
    """The bytes of a value, also of one that pydicom decoded while it read the file."""
    value = raw.value
    if value is None or isinstance(value, bytes):
        return value or b""
    if vr in NUMBERS:
        return b"".join(struct.pack("<" + NUMBERS[vr], v) for v in ([value] if isinstance(value, int) else value))
    return (value if isinstance(value, str) else "\\".join(map(str, value))).encode("latin1")


def fragments_of(value):
    """The offset table and the fragments."""
    at = 0
    while at + 8 <= len(value):
        tag, length = struct.unpack("<II", value[at : at + 8])
        if tag != 0xE000FFFE:
            return
        yield value[at + 8 : at + 8 + length]
        at += 8 + length


def read(source):
    dataset = pydicom.dcmread(source, force=True)
    return [*lines(dataset.file_meta), *lines(dataset)]


def real(folder):
    found = {}
    for group in ["dicom", "dicom_series"]:
        for path in sorted((folder / group).rglob("*")):
            if path.is_file() and path.suffix not in {".json", ".dump", ".icc", ".gz"} and path.name != "README":
                name = str(path.relative_to(folder))
                if path.name in DIFFERENT:
                    continue
                found[name] = digest("\n".join(read(path)).encode())[:16]
    return found


def sample():
    """A data set with every kind of value."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    dataset.SOPInstanceUID = "1.2.3.4"
    dataset.ImageType = ["DERIVED", "PRIMARY"]
    dataset.PatientName = "Müller^Jörg"
    dataset.PatientComments = " two\r\nlines "
    dataset.PixelSpacing = ["0.5", "-1.25e-1"]
    dataset.InstanceNumber = "12"
    dataset.Rows, dataset.Columns = 2, 2
    dataset.SamplesPerPixel, dataset.BitsAllocated, dataset.BitsStored = 1, 16, 12
    dataset.PixelRepresentation = 1
    dataset.SmallestImagePixelValue = -5
    dataset.RealWorldValueFirstValueMapped = 7
    dataset.FrameIncrementPointer = 0x00181063
    dataset.DiffusionBValue = 1000.5
    dataset.ExaminedBodyThickness = 2.5
    dataset.add_new(0x00720082, "SV", -(2**40))
    dataset.add_new(0x00080301, "US", [1, 2])
    dataset.add_new(0x60003000, "OW", b"\x01\x00\x02\x00")
    dataset.add_new(0x60000010, "US", 2)
    item = Dataset()
    item.CodeValue = "A"
    inner = Dataset()
    inner.CodeMeaning = "größer"
    item.PurposeOfReferenceCodeSequence = Sequence([inner, Dataset()])
    dataset.ReferencedImageSequence = Sequence([item])
    dataset.add_new(0x00090010, "LO", "MAKER")
    dataset.add_new(0x00091001, "UN", b"\x01\x02\x03\x04")
    dataset.PixelData = struct.pack("<4h", 1, -2, 300, -2048)
    dataset["PixelData"].VR = "OW"
    return dataset


def written(dataset, syntax, preamble=True, meta=True):
    dataset.is_little_endian = syntax != ExplicitVRBigEndian
    dataset.is_implicit_VR = syntax == ImplicitVRLittleEndian
    if meta:
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = syntax
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.preamble = b"\0" * 128 if preamble else None
    stream = io.BytesIO()
    pydicom.dcmwrite(stream, dataset, write_like_original=True)
    return stream.getvalue()


def undefined_lengths(dataset):
    dataset["ReferencedImageSequence"].is_undefined_length = True
    for item in dataset.ReferencedImageSequence:
        item.is_undefined_length_sequence_item = True
        item["PurposeOfReferenceCodeSequence"].is_undefined_length = True
    return dataset


def encapsulated():
    dataset = sample()
    dataset.PixelData = encapsulate([b"\xff\xd8one\xff\xd9", b"\xff\xd8two!\xff\xd9\0"])
    dataset.NumberOfFrames = 2
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    return dataset


def named(charset, name):
    dataset = Dataset()
    dataset.SpecificCharacterSet = charset
    dataset.SOPClassUID = "1.2.3"
    dataset.PatientName = name
    dataset.StudyDescription = str(name).split("=")[-1].replace("^", " ")
    return dataset


NAMES = {
    "latin-2": ("ISO_IR 101", "Łódź^Žofie"),
    "latin-3": ("ISO_IR 109", "Ħaġar^Ġorġ"),
    "latin-4": ("ISO_IR 110", "Ķēniņš^Āris"),
    "cyrillic": ("ISO_IR 144", "Люкceмбypг"),
    "arabic": ("ISO_IR 127", "قباني^لنزار"),
    "greek": ("ISO_IR 126", "Διονυσιος"),
    "hebrew": ("ISO_IR 138", "שרון^דבורה"),
    "turkish": ("ISO_IR 148", "Çavuşoğlu^İbrahim"),
    "thai": ("ISO_IR 166", "นามสกุล^ชื่อ"),
    "katakana": ("ISO_IR 13", "ﾔﾏﾀﾞ^ﾀﾛｳ"),
    "utf-8": ("ISO_IR 192", "Wang^XiaoDong=王^小東"),
    "gb18030": ("GB18030", "Wang^XiaoDong=王^小东"),
    "japanese": (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"),
    "japanese-13": (["ISO 2022 IR 13", "ISO 2022 IR 87"], "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
    "supplementary": (["", "ISO 2022 IR 87", "ISO 2022 IR 159"], "Hosokawa=丂侄"),
    "korean": (["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동"),
    "chinese": (["", "ISO 2022 IR 58"], "Zhang^XiaoDong=张^小东"),
}


def small():
    files = {
        "implicit": written(sample(), ImplicitVRLittleEndian),
        "explicit": written(sample(), ExplicitVRLittleEndian),
        "big-endian": written(sample(), ExplicitVRBigEndian),
        "deflated": written(sample(), DeflatedExplicitVRLittleEndian),
        "undefined-implicit": written(undefined_lengths(sample()), ImplicitVRLittleEndian),
        "undefined-explicit": written(undefined_lengths(sample()), ExplicitVRLittleEndian),
        "encapsulated": written(encapsulated(), JPEGBaseline8Bit),
        "no-preamble": written(sample(), ExplicitVRLittleEndian, preamble=False),
        "no-meta-implicit": written(sample(), ImplicitVRLittleEndian, preamble=False, meta=False),
        "no-meta-explicit": written(sample(), ExplicitVRLittleEndian, preamble=False, meta=False),
        "no-meta-big": written(sample(), ExplicitVRBigEndian, preamble=False, meta=False),
    }
    for name, (charset, text) in NAMES.items():
        files[name] = written(named(charset, text), ExplicitVRLittleEndian)
    return {
        name: dict(file=base64.b64encode(data).decode(), lines=read(io.BytesIO(data))) for name, data in files.items()
    }


tell(lambda folder: dict(small=small(), real=real(folder)))
