"""What pydicom finds in DICOMDIRs: the entries' types and files, as a tree by their offsets."""

import warnings

import pydicom

from shared_data import tell

warnings.simplefilter("ignore")

FOLDER = "dicom/pydicom_test_files/dicomdirtests"
NAMES = [
    "DICOMDIR",
    "DICOMDIR-bigEnd",
    "DICOMDIR-empty.dcm",
    "DICOMDIR-implicit",
    "DICOMDIR-nooffset",
    "DICOMDIR-nopatient",
    "DICOMDIR-reordered",
    "TINY_ALPHA/DICOMDIR",
]


def tree(records, offset):
    """Type, file and entries below, of the chain of records at an offset."""
    while offset:
        record = records[offset]
        parts = record.get("ReferencedFileID") or []
        parts = [parts] if isinstance(parts, str) else list(parts)
        below = list(tree(records, record.get("OffsetOfReferencedLowerLevelDirectoryEntity", 0)))
        yield [record.DirectoryRecordType, "/".join(parts), below]
        offset = record.get("OffsetOfTheNextDirectoryRecord", 0)


def read(path):
    dataset = pydicom.dcmread(path)
    records = {record.seq_item_tell: record for record in dataset.DirectoryRecordSequence}
    return list(tree(records, dataset[0x00041200].value))


tell(lambda folder: {f"{FOLDER}/{name}": read(folder / FOLDER / name) for name in NAMES})
