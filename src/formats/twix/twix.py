"""Siemens raw data, read with numpy straight from the description of the format; and small files written by it.

The shared brain also lies there as another reader's BART file: both must be equal.
"""

import base64
import struct

import numpy as np
from summaries import summary
from shared_data import tell

COUNTERS = "line average slice partition echo phase repetition set segment".split()
NOISE, REFLECTED, REFERENCE, PHASE_CORRECTION, SYNC, END = 25, 24, 22, 21, 5, 0


def read(path):
    """The lines of the last measurement of a VD file as [line, channel, sample], by their line counter."""
    data = path.read_bytes()
    count, = struct.unpack_from("<I", data, 4)
    start, = struct.unpack_from("<Q", data, 16 + 152 * (count - 1))
    at = start + struct.unpack_from("<I", data, start)[0]
    lines = {}
    while True:
        marks, = struct.unpack_from("<Q", data, at + 40)
        samples, channels, line = struct.unpack_from("<HHH", data, at + 48)
        if marks & 1:
            break
        size = 32 + 8 * samples
        rows = np.frombuffer(data, "u1", channels * size, at + 192).reshape(channels, size)
        lines[line] = rows[:, 32:].copy().view("<c8")
        at += 192 + channels * size
    return np.stack([lines[i] for i in range(len(lines))])


def line_header(vd, marks, samples, channels, counters, channel=0, length=None, center=(0, 0)):
    each = 8 * samples + (32 if vd else 128)
    length = length or channels * each + (192 if vd else 0)
    counts = struct.pack("<14H", *[counters.get(name, 0) for name in COUNTERS], 0, 0, 0, 0, 0)
    sizes = struct.pack("<HH", samples, channels)
    tail = struct.pack("<HHHHfI HH", 0, 0, center[0], 0, 0, 0, center[1], 0)
    flags = struct.pack("<Q", sum(1 << mark for mark in marks))
    if vd:
        head = struct.pack("<IIIII HH iii I", length, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        return (head + flags + sizes + counts + tail).ljust(192, b"\0")
    head = struct.pack("<IIIII", length, 1, 0, 0, 0)
    return (head + flags + sizes + counts + tail).ljust(124, b"\0") + struct.pack("<HH", channel, 0)


def line_bytes(vd, marks, values, center=(0, 0), **counters):
    """A recorded line: values [channel, sample] in the order of k-space."""
    channels, samples = values.shape
    recorded = values[:, ::-1] if REFLECTED in marks else values
    if vd:
        rows = [b"\x11" * 32 + row.astype("<c8").tobytes() for row in recorded]
        return line_header(True, marks, samples, channels, counters, center=center) + b"".join(rows)
    rows = [line_header(False, marks, samples, channels, counters, i, center=center) for i in range(channels)]
    return b"".join(head + row.astype("<c8").tobytes() for head, row in zip(rows, recorded))


def sync_bytes(vd):
    """Other data between the lines, of a length that only their header states."""
    size = 192 if vd else 128
    return line_header(vd, [SYNC], 0, 1, {}, length=size + 40).ljust(size + 40, b"\x7f")


def header(texts):
    body = b"".join(
        name.encode() + b"\0" + struct.pack("<I", len(text)) + text.encode("latin1") for name, text in texts.items()
    )
    length = -(-(8 + len(body)) // 32) * 32
    return (struct.pack("<II", length, len(texts)) + body).ljust(length, b"\0")


TEXTS = {
    "Config": '<ParamMap."">{<ParamString."PatientID">  { "S07"  }\n<ParamLong."PatientSex">  { 2  }\n'
    '<ParamString."FrameOfReference">  { <Visible> "true" "1.3.12.2.1107.5.2.43.1.1.20190304101112123.0.0.0" }}',
    "Dicom": '<ParamString."Manufacturer">  { "SIEMENS" }<ParamString."ManufacturersModelName">  { "Trio" }\n'
    '<ParamString."InstitutionName"> { }<ParamDouble."flMagneticFieldStrength"> { <Precision> 6 2.893620 }\n'
    '<ParamDouble."flReadoutOSFactor"> { <Precision> 6 2.000000 }<ParamString."SoftwareVersions"> { "syngo MR B17" }',
    "MeasYaps": '### ASCCONV BEGIN ###\ntProtocolName                            = "tse"\nalTR[0]  = 3000000\n'
    "alTE[0] = 95000\nalTI[0] = 150000\nadFlipAngleDegree[0] = 120\nsPrepPulses.ucInversion = 2\n"
    "sKSpace.lBaseResolution = 4\nsKSpace.lPhaseEncodingLines = 5\nsSliceArray.asSlice[0].dReadoutFOV = 240\n"
    "sSliceArray.asSlice[0].dPhaseFOV = 200\nsSliceArray.asSlice[0].dThickness = 5\n### ASCCONV END ###\n",
}


def measurement(vd, seed):
    """Two slices of five lines of two channels and eight samples; line 3 of slice 1 missing, odd lines reflected."""
    rng = np.random.default_rng(seed)
    random = lambda *shape: (rng.normal(size=(*shape, 2)).astype("f4").view("c8"))[..., 0]
    image, noise, correction = random(2, 5, 2, 8), random(3, 2, 16), random(1, 2, 8)
    image[1, 3] = 0
    lines = [line_bytes(vd, [NOISE], values, repetition=i) for i, values in enumerate(noise)]
    lines += [line_bytes(vd, [PHASE_CORRECTION], correction[0], line=2, segment=1), sync_bytes(vd)]
    for line in range(5):
        for part in range(2):
            marks = [REFLECTED] if line % 2 else []
            if (part, line) != (1, 3):
                lines.append(line_bytes(vd, marks, image[part, line], (4, 2), line=line, slice=part, segment=line % 2))
    lines.append(line_header(vd, [END], 0, 0, {}, length=352).ljust(352, b"\0"))
    arrays = {"image": image, "noise": noise[:, None], "phase correction": correction}
    return header(TEXTS) + b"".join(lines), arrays


def told(data, measurements):
    scans = {f"measurement {i + 1}/{name}": summary(values) for i, arrays in enumerate(measurements) for name, values in arrays.items()}
    return dict(base64=base64.b64encode(data).decode(), scans=scans)


def write_vb():
    data, arrays = measurement(False, 7)
    return told(data, [arrays])


def write_vd():
    """Two measurements; the second one as long as the file, as some software leaves it."""
    (first, arrays), (second, others) = measurement(True, 8), measurement(True, 9)
    begin = 10240
    entry = lambda at, length: struct.pack("<IIQQ64s64s", 5, 6, at, length, b"S07", b"tse")
    directory = struct.pack("<II", 0, 2) + entry(begin, len(first)) + entry(begin + 512 * (-(-len(first) // 512)), 0)
    padded = first.ljust(512 * (-(-len(first) // 512)), b"\0")
    return told(directory.ljust(begin, b"\0") + padded + second, [arrays, others])


def answers(folder):
    files = sorted(folder.glob("kspace/**/*.dat"))
    assert len(files) == 5
    for path in folder.glob("kspace/**/derived/*.cfl"):
        bart = np.fromfile(path, "<c8").reshape(-1, 128, 128)
        assert (read(path.parents[1] / f"{path.stem}.dat") == bart.transpose(1, 0, 2)).all()
    shared = {str(path.relative_to(folder)): summary(read(path)) for path in files}
    return dict(shared=shared, vb=write_vb(), vd=write_vd())


tell(answers)
