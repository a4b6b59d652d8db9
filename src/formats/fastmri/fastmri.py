"""Small files laid out like those of fastMRI, written and read by h5py."""

import json

import numpy as np
from summaries import summary
from packing import packed

HEADER = """<?xml version="1.0" encoding="utf-8"?>
<ismrmrdHeader xmlns="http://www.ismrm.org/ISMRMRD" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <studyInformation><studyTime>10:00:00</studyTime></studyInformation>
  <measurementInformation><measurementID>M1</measurementID><protocolName>AX T2 &amp; more</protocolName></measurementInformation>
  <acquisitionSystemInformation><systemVendor>SIEMENS</systemVendor><systemModel>Aera</systemModel>
    <systemFieldStrength_T>1.494</systemFieldStrength_T><receiverChannels>3</receiverChannels>
    <institutionName>NYU</institutionName></acquisitionSystemInformation>
  <experimentalConditions><H1resonanceFrequency_Hz>63642459</H1resonanceFrequency_Hz></experimentalConditions>
  <encoding>
    <encodedSpace><matrixSize><x>16</x><y>10</y><z>1</z></matrixSize>
      <fieldOfView_mm><x>160</x><y>50</y><z>4.5</z></fieldOfView_mm></encodedSpace>
    <reconSpace><matrixSize><x>8</x><y>8</y><z>1</z></matrixSize>
      <fieldOfView_mm><x>80</x><y>40</y><z>4.5</z></fieldOfView_mm></reconSpace>
    <encodingLimits><kspace_encoding_step_1><minimum>0</minimum><maximum>9</maximum><center>5</center></kspace_encoding_step_1></encodingLimits>
    <trajectory>cartesian</trajectory>
  </encoding>
  <sequenceParameters><TR>2200</TR><TE>27</TE><flipAngle_deg>140</flipAngle_deg></sequenceParameters>
</ismrmrdHeader>"""

rng = np.random.default_rng(3)


def random(*shape):
    return (rng.normal(size=shape) + 1j * rng.normal(size=shape)).astype("c8")


multi, single = random(3, 2, 16, 10), random(5, 16, 10)
rss, esc = rng.random((3, 8, 8), "f4"), rng.random((5, 8, 8), "f4")


def write_multi(file):
    file.create_dataset("kspace", data=multi, chunks=(2, 1, 16, 10), compression="gzip")
    file["ismrmrd_header"] = HEADER
    file["reconstruction_rss"] = rss
    file.attrs.update(acquisition="AXT2", patient_id="p01", max=0.5, norm=12.5)


def write_single(file):
    file["kspace"] = single
    file["ismrmrd_header"] = np.bytes_(HEADER)
    file["reconstruction_esc"] = esc
    file["mask"] = np.arange(10) % 2 == 0
    file.attrs.update(acquisition="CORPD_FBK", patient_id="p02")


print(
    json.dumps(
        dict(
            multi=packed(write_multi),
            single=packed(write_single),
            kspace=summary(multi),
            rss=summary(rss),
            single_kspace=summary(single),
            esc=summary(esc),
        )
    )
)
