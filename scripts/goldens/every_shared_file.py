"""Every file below a folder as other people's readers see it: a line of JSON each.

    python3 every_shared_file.py FOLDER

Values are decoded, statistics are of magnitudes where they are complex. A file that no reader takes as an array has an
`error` instead.
"""
import csv
import gzip
import io
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import warnings

import h5py
import nibabel
import numpy as np
import pydicom
import scipy.io
from PIL import Image
from pydicom.encaps import generate_pixel_data_frame

from dicom_values import values as dicom_values

warnings.simplefilter("ignore")
TOWARD = ["LR", "PA", "SI"]
FAMILIES = {"u": "integer", "i": "integer", "b": "integer", "f": "float", "c": "complex"}


def told(format, array, spacing=None, orientation=None):
    array = np.asarray(array)
    sizes = np.abs(array.astype(complex)) if array.dtype.kind == "c" else array.astype(float)
    finite = sizes[np.isfinite(sizes)]
    return dict(
        format=format,
        shape=list(array.shape),
        family=FAMILIES[array.dtype.kind],
        spacing=spacing,
        orientation=orientation,
        min=finite.min(),
        max=finite.max(),
        mean=finite.mean(),
    )


def letters(directions):
    """Toward which side of the patient each index grows: the nearest sides, no two axes the same."""
    parts = sorted(((-abs(part), axis, side) for axis, way in enumerate(directions) for side, part in enumerate(way)))
    found = {}
    for _, axis, side in parts:
        if axis not in found and side not in [taken for taken, _ in found.values()]:
            found[axis] = side, TOWARD[side][directions[axis][side] < 0]
    return "".join(found[axis][1] for axis in range(len(directions)))


def functional(ds, frame, group, name):
    """An attribute of a frame: in its functional groups, in the shared ones, or of the image."""
    for groups in (ds.get("PerFrameFunctionalGroupsSequence", [])[frame : frame + 1], ds.get("SharedFunctionalGroupsSequence", [])):
        for item in groups:
            for measures in item.get(group, []):
                if name in measures:
                    return measures.get(name)
    return ds.get(name)


def floats(values):
    return None if values is None or len(values) == 0 else [float(value) for value in values]


def frame_positions(ds, count, normal):
    """How far along the normal each frame lies."""
    if "GridFrameOffsetVector" in ds:
        return np.array(floats(ds.GridFrameOffsetVector))
    places = [floats(functional(ds, i, "PlanePositionSequence", "ImagePositionPatient")) for i in range(count)]
    return None if None in places else np.array(places) @ normal


def dicom_plane(ds, frame=0):
    """Spacing between rows and columns, and the directions in which their indices grow."""
    spacing = floats(functional(ds, frame, "PixelMeasuresSequence", "PixelSpacing"))
    spacing = spacing or floats(ds.get("ImagerPixelSpacing")) or floats(ds.get("NominalScannedPixelSpacing"))
    orientation = floats(functional(ds, frame, "PlaneOrientationSequence", "ImageOrientationPatient"))
    return spacing, orientation and [orientation[3:], orientation[:3]]


def dicom_geometry(ds, array):
    """Of frames only where all lie at one distance of each other, in one orientation."""
    count = int(ds.get("NumberOfFrames") or 1)
    spacing, directions = dicom_plane(ds)
    if spacing and count > 1 and directions:
        planes = [dicom_plane(ds, frame) for frame in range(count)]
        normal = np.cross(directions[1], directions[0])
        heights = frame_positions(ds, count, normal)
        steps = None if heights is None else np.diff(heights)
        if steps is not None and planes.count(planes[0]) == count and np.ptp(steps) < 1e-3 * abs(steps[0]):
            return [abs(steps[0]), *spacing], letters([normal * np.sign(steps[0]), *directions])
    return spacing, spacing and directions and letters(directions)


def high_throughput(ds):
    """HTJ2K, by OpenJPEG's own tool: pydicom 2.3 and gdcm do not know it."""
    frames = []
    with tempfile.TemporaryDirectory() as folder:
        packed, plain = pathlib.Path(folder, "image.jhc"), pathlib.Path(folder, "image.tif")
        for frame in generate_pixel_data_frame(ds.PixelData, int(ds.get("NumberOfFrames") or 1)):
            packed.write_bytes(frame)
            subprocess.run(["opj_decompress", "-i", packed, "-o", plain], check=True, capture_output=True)
            frames.append(np.asarray(Image.open(plain)))
    return frames[0] if len(frames) == 1 else np.stack(frames)


def linked_images(ds):
    """How many images the records of a DICOMDIR lead to."""
    records = {record.seq_item_tell: record for record in ds.DirectoryRecordSequence}
    images, ways = 0, [ds.get("OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity", 0)]
    while ways:
        record = records.get(ways.pop())
        if record is not None:
            images += record.DirectoryRecordType == "IMAGE"
            ways += [record.get("OffsetOfTheNextDirectoryRecord"), record.get("OffsetOfReferencedLowerLevelDirectoryEntity")]
    return images


def dicom(path):
    ds = pydicom.dcmread(gzip.open(path) if path.suffix == ".gz" else path, force=path.suffix == ".dcm")
    if "DirectoryRecordSequence" in ds:
        nothing = dict(spacing=None, orientation=None, min=0, max=0, mean=0)
        return dict(format="dicomdir", shape=[linked_images(ds)], family="none", **nothing)
    if not any(name in ds for name in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        raise ValueError("no pixels")
    syntax = ds.file_meta.get("TransferSyntaxUID", "")
    array = high_throughput(ds) if syntax.startswith("1.2.840.10008.1.2.4.20") else dicom_values(ds)
    return told("dicom", array, *dicom_geometry(ds, array))


def nifti(path):
    if path.name.endswith(".hdr"):
        path = next((p for p in (path.with_suffix(".img"), path.with_suffix(".img.gz")) if p.exists()), path)
    image = nibabel.load(path)
    array = np.asarray(image.dataobj)
    if array.dtype.names:  # colors
        array = np.stack([array[name] for name in array.dtype.names])
    return told("nifti", array, floats(image.header.get_zooms()[:3]), "".join(nibabel.aff2axcodes(image.affine)))


def largest(arrays):
    """What is shown of a file with several arrays."""
    return max(arrays, key=lambda array: array.size)


def matlab(path):
    def numeric(value):
        if isinstance(value, np.ndarray) and value.dtype.names:
            return [found for name in value.dtype.names for item in value[name].ravel() for found in numeric(item)]
        return [value] if isinstance(value, np.ndarray) and value.dtype.kind in "uifcb" else []

    if h5py.is_hdf5(path):  # version 7.3, which lists the axes in the opposite order
        return told("matlab", largest(datasets(path)).T)
    return told("matlab", largest([found for value in scipy.io.loadmat(path).values() for found in numeric(value)]))


def datasets(path):
    found = []
    with h5py.File(path) as file:
        keep = lambda _, item: found.append(item[()]) if isinstance(item, h5py.Dataset) and item.dtype.kind in "uif" else None
        file.visititems(keep)
    return found


def hdf5(path):
    with h5py.File(path) as file:
        return ismrmrd(file["dataset/data"][()]) if "dataset/data" in file else told("hdf5", largest(datasets(path)))


def ismrmrd(rows):
    """The lines as [acquisition, channel, sample]."""
    lines = [np.asarray(row["data"]).view("c8").reshape(row["head"]["active_channels"], -1) for row in rows]
    return told("ismrmrd", np.stack(lines))


def bart(path):
    dims = [int(length) for length in path.with_suffix(".hdr").read_text().splitlines()[1].split()]
    while len(dims) > 1 and dims[-1] == 1:
        dims.pop()
    return told("bart", np.fromfile(path.with_suffix(".cfl"), "<c8").reshape(dims, order="F"))


def idx(path):
    data = gzip.decompress(path.read_bytes())
    shape = np.frombuffer(data, ">i4", data[3], 4)
    return told("idx", np.frombuffer(data, "u1", offset=4 + 4 * data[3]).reshape(shape))


def twix(path):
    """The image lines of the last measurement of a VD file as [line, channel, sample], in the order of their counter."""
    data = path.read_bytes()
    count = struct.unpack_from("<I", data, 4)[0]
    start = struct.unpack_from("<Q", data, 16 + 152 * (count - 1))[0]
    at, lines = start + struct.unpack_from("<I", data, start)[0], {}
    while True:
        marks, samples, channels, line = struct.unpack_from("<QHHH", data, at + 40)
        if marks & 1:
            return told("twix", np.stack([lines[i] for i in sorted(lines)]), twix_spacing(data, len(lines)))
        size = 32 + 8 * samples
        lines[line] = np.frombuffer(data, "u1", channels * size, at + 192).reshape(channels, size)[:, 32:].copy().view("<c8")
        at += 192 + channels * size


def twix_spacing(data, recorded):
    """The protocol's field of view by its lines and columns; sequences that were not made by Siemens leave it as it was."""
    names = rb"asSlice\[0\]\.dPhaseFOV", rb"asSlice\[0\]\.dReadoutFOV", rb"lPhaseEncodingLines", rb"lBaseResolution"
    found = [re.findall(name + rb"\s*=\s*([\d.]+)", data) for name in names]
    if not all(found):
        return None
    phase, readout, lines, columns = [float(values[-1]) for values in found]
    return [phase / lines, readout / columns] if lines == recorded else None


def table(path):
    """The columns of which all cells are numbers or missing."""
    columns = []
    for name, *cells in zip(*csv.reader(io.StringIO(path.read_text()))):
        missing = [cell.strip().lower() in ("", "na", "nan", "n/a", "null") for cell in cells]
        try:
            column = [np.nan if gone else float(cell) for cell, gone in zip(cells, missing)]
        except ValueError:
            continue
        if not all(missing):
            columns.append(column)
    return told("csv", np.array(columns).T)


def flow(path):
    columns, rows = np.fromfile(path, "<i4", 2, offset=4)
    return told("flo", np.fromfile(path, "<f4", offset=12).reshape(rows, columns, 2))


def picture(format):
    def read(path):
        image = Image.open(path)
        spacing = [25.4 / dots for dots in reversed(image.info["dpi"])] if "dpi" in image.info else None
        return told(format, np.asarray(image), spacing)

    return read


def npz(path):
    return told("npz", largest(list(np.load(path).values())))


def header(path):
    """BART's headers are texts."""
    return bart(path) if path.read_bytes().startswith(b"# Dimensions") else nifti(path)


READERS = {
    ".dcm": dicom, ".nii": nifti, ".img": nifti, ".hdr": header, ".cfl": bart, ".mat": matlab, ".h5": hdf5,
    ".npy": lambda path: told("npy", np.load(path)), ".npz": npz, ".png": picture("png"), ".ppm": picture("pnm"),
    ".flo": flow, ".csv": table, ".dat": twix,
}


def reader(path):
    if path.name.endswith("ubyte.gz"):
        return idx
    return READERS.get(path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix, dicom)


def line_of(folder, path):
    try:
        line = reader(path)(path)
    except Exception as error:
        line = dict(error=f"{type(error).__name__}: {error}"[:200])
    return json.dumps(dict(file=str(path.relative_to(folder)), **line), default=float)


def main(folder):
    """A process for each file: gdcm dies of some."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        child = os.fork()
        if child == 0:
            os.write(1, (line_of(folder, path) + "\n").encode())
            os._exit(0)
        if os.waitpid(child, 0)[1] != 0:
            print(json.dumps(dict(file=str(path.relative_to(folder)), error="the reader dies")), flush=True)


main(pathlib.Path(sys.argv[1]))
