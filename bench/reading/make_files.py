"""Writes the files of one workload: `python3 make_files.py WORKLOAD FOLDER`."""

import os
import sys

import numpy as np

RANDOM = np.random.default_rng(7)


def ct(folder, syntax):
    """100 slices of 512 x 512 with the header of a scanner, in files whose names say nothing of their order."""
    from pydicom.dataset import FileDataset, FileMetaDataset

    y, x = np.mgrid[-1:1:512j, -1:1:512j]
    names = RANDOM.permutation(100)
    for number in range(100):
        body = np.hypot(x, y * 1.3) < 0.8 + 0.1 * np.sin(number / 20)
        pixels = np.where(body, 1040, 24) + RANDOM.normal(0, 12, (512, 512))
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
        meta.MediaStorageSOPInstanceUID = f"2.25.1.{number}"
        meta.TransferSyntaxUID = syntax
        meta.ImplementationClassUID = "2.25.9"
        image = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
        image.is_little_endian, image.is_implicit_VR = True, syntax == "1.2.840.10008.1.2"
        for keyword, value in header(number).items():
            setattr(image, keyword, value)
        private(image)
        image.PixelData = np.clip(np.rint(pixels), 0, 4095).astype("<u2").tobytes()
        image.save_as(os.path.join(folder, f"{names[number]:08d}"), write_like_original=False)


def header(number):
    return {
        "SpecificCharacterSet": "ISO_IR 100", "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
        "SOPClassUID": "1.2.840.10008.5.1.4.1.1.2", "SOPInstanceUID": f"2.25.1.{number}",
        "StudyDate": "20180102", "SeriesDate": "20180102", "AcquisitionDate": "20180102", "ContentDate": "20180102",
        "StudyTime": "101500.25", "SeriesTime": "101912.1", "AcquisitionTime": f"1020{number % 60:02d}.5",
        "ContentTime": f"1020{number % 60:02d}.75", "AccessionNumber": "1", "Modality": "CT",
        "Manufacturer": "SCANNERS", "InstitutionName": "Hospital", "InstitutionAddress": "Street 1, Town",
        "ReferringPhysicianName": "", "StationName": "CT01", "StudyDescription": "Thorax",
        "SeriesDescription": "Thorax 1.5 B70f", "PhysiciansOfRecord": "", "OperatorsName": "",
        "ManufacturerModelName": "Spiral 64", "PatientName": "Nobody^Nowhere", "PatientID": "P1",
        "PatientBirthDate": "19500101", "PatientSex": "O", "PatientAge": "068Y", "PatientWeight": "70",
        "BodyPartExamined": "CHEST", "ScanOptions": "HELICAL", "SliceThickness": "1.5", "KVP": "120",
        "DataCollectionDiameter": "500", "DeviceSerialNumber": "12345", "SoftwareVersions": "1.0",
        "ProtocolName": "ThoraxRoutine", "ReconstructionDiameter": "360", "DistanceSourceToDetector": "1040",
        "DistanceSourceToPatient": "570", "GantryDetectorTilt": "0", "TableHeight": "150",
        "RotationDirection": "CW", "ExposureTime": "500", "XRayTubeCurrent": "200", "Exposure": "100",
        "FilterType": "0", "GeneratorPower": "24", "FocalSpots": "1.2", "DateOfLastCalibration": "20180101",
        "TimeOfLastCalibration": "070000", "ConvolutionKernel": "B70f", "PatientPosition": "HFS",
        "StudyInstanceUID": "2.25.2", "SeriesInstanceUID": "2.25.3", "StudyID": "1", "SeriesNumber": "4",
        "AcquisitionNumber": "1", "InstanceNumber": str(number + 1),
        "ImagePositionPatient": ["-180.0", "-180.0", f"{-500 + 1.5 * number:g}"],
        "ImageOrientationPatient": ["1", "0", "0", "0", "1", "0"], "FrameOfReferenceUID": "2.25.4",
        "PositionReferenceIndicator": "", "SliceLocation": f"{-500 + 1.5 * number:g}", "ImageComments": "",
        "SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2", "Rows": 512, "Columns": 512,
        "PixelSpacing": ["0.703125", "0.703125"], "BitsAllocated": 16, "BitsStored": 12, "HighBit": 11,
        "PixelRepresentation": 0, "SmallestImagePixelValue": 0, "LargestImagePixelValue": 4095,
        "WindowCenter": ["40", "-600"], "WindowWidth": ["400", "1200"], "RescaleIntercept": "-1024",
        "RescaleSlope": "1", "RescaleType": "HU", "WindowCenterWidthExplanation": ["BODY", "LUNG"],
    }  # fmt: skip


def private(image):
    from pydicom.dataset import Dataset

    reference = Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "2.25.5"
    image.ReferencedImageSequence = [reference]
    block = image.private_block(0x0029, "SCANNERS HEADER", create=True)
    block.add_new(0x10, "OB", RANDOM.bytes(2000))
    block.add_new(0x11, "LO", "IMAGE NUM 4")


def fastmri(folder, **packing):
    """16 slices, 8 coils, 320 x 320, as fastMRI has them: k-space, its reconstruction, and a header."""
    import h5py

    shape = (16, 8, 320, 320)
    y, x = np.mgrid[-1:1:320j, -1:1:320j]
    decay = np.exp(-8 * np.hypot(x, y)).astype("f4") + np.float32(1e-3)
    kspace = (RANDOM.standard_normal(shape, "f4") + 1j * RANDOM.standard_normal(shape, "f4")) * decay * 1e-4
    with h5py.File(os.path.join(folder, "scan.h5"), "w") as file:
        file["ismrmrd_header"] = ISMRMRD
        file.create_dataset("kspace", data=kspace.astype("c8"), **packing)
        file["reconstruction_rss"] = np.zeros((16, 320, 320), "f4")
        file.attrs.update({"acquisition": "AXT2", "max": 1e-3, "norm": 1e-2, "patient_id": "0" * 64})


ISMRMRD = """<?xml version="1.0" encoding="utf-8"?>
<ismrmrdHeader xmlns="http://www.ismrm.org/ISMRMRD"><encoding><trajectory>cartesian</trajectory>
<encodedSpace><matrixSize><x>320</x><y>320</y><z>1</z></matrixSize>
<fieldOfView_mm><x>220</x><y>220</y><z>5</z></fieldOfView_mm></encodedSpace>
<reconSpace><matrixSize><x>320</x><y>320</y><z>1</z></matrixSize>
<fieldOfView_mm><x>220</x><y>220</y><z>5</z></fieldOfView_mm></reconSpace></encoding></ismrmrdHeader>"""


def nifti(folder):
    """A head of 256 x 256 x 160 with noise inside and none outside."""
    import nibabel

    x, y, z = np.ogrid[-1:1:256j, -1:1:256j, -1:1:160j]
    head = x**2 / 0.5 + y**2 / 0.7 + z**2 / 0.6 < 1
    values = np.where(head, 600 + 200 * np.sin(9 * x) * np.cos(7 * y + 5 * z), 0)
    values = np.where(head, values + RANDOM.normal(0, 20, values.shape), 0).astype("i2")
    nibabel.save(nibabel.Nifti1Image(values, np.diag([1, 1, 1.2, 1])), os.path.join(folder, "head.nii.gz"))


WORKLOADS = {
    "ct-explicit": lambda folder: ct(folder, "1.2.840.10008.1.2.1"),
    "ct-implicit": lambda folder: ct(folder, "1.2.840.10008.1.2"),
    "fastmri": fastmri,
    "fastmri-gzip": lambda folder: fastmri(folder, chunks=(1, 1, 320, 320), compression="gzip"),
    "nifti-gz": nifti,
}

if __name__ == "__main__":
    WORKLOADS[sys.argv[1]](sys.argv[2])
