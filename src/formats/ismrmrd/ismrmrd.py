"""ISMRMRD files: a small one, written by h5py after ismrmrd.h, and the shared sample, read by h5py."""

import h5py
import numpy as np
from summaries import summary
from packing import packed
from shared_data import tell

COUNTERS = "kspace_encode_step_1 kspace_encode_step_2 average slice contrast phase repetition set segment".split()
IDX = np.dtype([(name, "<u2") for name in COUNTERS] + [("user", "<u2", (8,))])
HEAD = np.dtype(
    [
        ("version", "<u2"),
        ("flags", "<u8"),
        ("measurement_uid", "<u4"),
        ("scan_counter", "<u4"),
        ("acquisition_time_stamp", "<u4"),
        ("physiology_time_stamp", "<u4", (3,)),
        ("number_of_samples", "<u2"),
        ("available_channels", "<u2"),
        ("active_channels", "<u2"),
        ("channel_mask", "<u8", (16,)),
        ("discard_pre", "<u2"),
        ("discard_post", "<u2"),
        ("center_sample", "<u2"),
        ("encoding_space_ref", "<u2"),
        ("trajectory_dimensions", "<u2"),
        ("sample_time_us", "<f4"),
        ("position", "<f4", (3,)),
        ("read_dir", "<f4", (3,)),
        ("phase_dir", "<f4", (3,)),
        ("slice_dir", "<f4", (3,)),
        ("patient_table_position", "<f4", (3,)),
        ("idx", IDX),
        ("user_int", "<i4", (8,)),
        ("user_float", "<f4", (8,)),
    ]
)
FLOATS = h5py.vlen_dtype(np.dtype("f4"))
ROW = np.dtype([("head", HEAD), ("traj", FLOATS), ("data", FLOATS)])
NOISE, REVERSED = 1 << 18, 1 << 21

HEADER = """<?xml version="1.0"?>
<!-- made for a test -->
<ismrmrdHeader xmlns="http://www.ismrm.org/ISMRMRD">
  <subjectInformation><patientID>S11</patientID><patientGender>F</patientGender></subjectInformation>
  <studyInformation><studyDate>2021-02-03</studyDate><bodyPartExamined>BRAIN</bodyPartExamined></studyInformation>
  <measurementInformation><protocolName>t2_tse</protocolName></measurementInformation>
  <acquisitionSystemInformation><systemVendor>GE</systemVendor><systemFieldStrength_T>3.0</systemFieldStrength_T>
    <institutionName>Somewhere</institutionName></acquisitionSystemInformation>
  <encoding>
    <encodedSpace><matrixSize><x>8</x><y>6</y><z>1</z></matrixSize><fieldOfView_mm><x>400</x><y>240</y><z>5</z></fieldOfView_mm></encodedSpace>
    <reconSpace><matrixSize><x>4</x><y>6</y><z>1</z></matrixSize><fieldOfView_mm><x>200</x><y>240</y><z>5</z></fieldOfView_mm></reconSpace>
    <encodingLimits><kspace_encoding_step_1><minimum>0</minimum><maximum>5</maximum><center>3</center></kspace_encoding_step_1></encodingLimits>
    <trajectory>cartesian</trajectory>
    <parallelImaging><accelerationFactor><kspace_encoding_step_1>2</kspace_encoding_step_1><kspace_encoding_step_2>1</kspace_encoding_step_2></accelerationFactor></parallelImaging>
  </encoding>
  <sequenceParameters><TR>3000</TR><TE>90</TE><TI>150</TI><flipAngle_deg>120</flipAngle_deg></sequenceParameters>
</ismrmrdHeader>"""

rng = np.random.default_rng(11)


def random(*shape):
    return (rng.normal(size=shape) + 1j * rng.normal(size=shape)).astype("c8")


noise, image = random(1, 2, 12), random(2, 6, 2, 8)
image[1, 4] = 0
pictures = rng.random((2, 1, 1, 6, 4), "f4")


def row(values, flags=0, **counters):
    """values: [channel, sample], in the order of k-space."""
    record = np.zeros(1, ROW)
    head = record["head"][0]
    head["flags"], head["version"] = flags, 1
    head["active_channels"], head["number_of_samples"] = values.shape
    head["center_sample"] = values.shape[1] // 2
    for name, value in counters.items():
        head["idx"][name] = value
    recorded = values[:, ::-1] if flags & REVERSED else values
    record["traj"][0] = np.zeros(0, "f4")
    record["data"][0] = np.ascontiguousarray(recorded).view("f4").ravel()
    return record[0]


def write(file):
    rows = [row(noise[0], NOISE)]
    for line in (3, 0, 5, 1, 4, 2):
        for part in range(2):
            if (part, line) != (1, 4):
                flags = REVERSED if line % 2 else 0
                rows.append(row(image[part, line], flags, kspace_encode_step_1=line, slice=part))
    table = file.create_dataset("dataset/data", (len(rows),), ROW, chunks=(1,), maxshape=(None,))
    for i, record in enumerate(rows):
        table[i] = record
    file.create_dataset("dataset/xml", (1,), h5py.string_dtype())[0] = HEADER
    file["dataset/image_0/data"] = pictures


def answers(folder):
    with h5py.File(folder / "kspace/clear_licence/ismrmrd_sample/acqDataBrainSim100.h5") as sample:
        rows = sample["dataset/data"]
        read = np.zeros((256, 1, 256), "c8")
        for i in range(256):
            read[rows[i]["head"]["idx"]["kspace_encode_step_1"], 0] = rows[i]["data"].view("c8")
    return dict(
        file=packed(write),
        scans={"image": summary(image), "noise": summary(noise), "dataset/image_0/data": summary(pictures)},
        sample=summary(read),
    )


tell(answers)
