"""The peer of the bench of reading (see protocol.ts): `python3 peer.py WORKLOAD FOLDER` answers requests."""

import glob
import hashlib
import json
import os
import sys
import time
import traceback

import numpy as np


def ct_forms():
    import pydicom

    needed = [
        "ImagePositionPatient", "RescaleSlope", "RescaleIntercept", "PixelData", "Rows", "Columns", "SamplesPerPixel",
        "BitsAllocated", "BitsStored", "PixelRepresentation", "PhotometricInterpretation",
    ]  # fmt: skip

    def decoded(image):
        return image.pixel_array

    def as_stored(image):
        return np.frombuffer(image.PixelData, "<i2" if image.PixelRepresentation else "<u2")

    def reader(pixels, **options):
        def read(folder, into):
            images = [pydicom.dcmread(name, **options) for name in glob.glob(f"{folder}/*")]
            images.sort(key=lambda image: image.ImagePositionPatient[2])
            shape = (len(images), images[0].Rows, images[0].Columns)
            volume = np.empty(shape, "f4") if into is None else into
            for image, plane in zip(images, volume):
                plane[...] = pixels(image).reshape(plane.shape)
                plane *= float(image.RescaleSlope)
                plane += float(image.RescaleIntercept)
            return volume

        return read

    return {
        "dcmread, pixel_array": reader(decoded),
        "dcmread with defer_size, pixel_array": reader(decoded, defer_size=1024),
        "dcmread with specific_tags, pixel_array": reader(decoded, specific_tags=needed),
        "dcmread, numpy.frombuffer": reader(as_stored),
        "dcmread with specific_tags, numpy.frombuffer": reader(as_stored, specific_tags=needed),
    }


def fastmri_forms():
    import h5py

    def indexed(folder, into):
        with h5py.File(f"{folder}/scan.h5") as file:
            return file["kspace"][()]

    def direct(folder, into):
        with h5py.File(f"{folder}/scan.h5") as file:
            kspace = np.empty(file["kspace"].shape, file["kspace"].dtype) if into is None else into
            file["kspace"].read_direct(kspace)
            return kspace

    return {"kspace[()]": indexed, "read_direct": direct}


def nifti_forms():
    import nibabel

    def fdata(folder, into):
        return nibabel.load(f"{folder}/head.nii.gz").get_fdata(dtype=np.float32)

    def stored(folder, into):
        return np.asanyarray(nibabel.load(f"{folder}/head.nii.gz").dataobj).astype(np.float32)

    return {"get_fdata(dtype=float32)": fdata, "dataobj as float32": stored}


FORMS = {
    "ct-explicit": ct_forms,
    "ct-implicit": ct_forms,
    "fastmri": fastmri_forms,
    "fastmri-gzip": fastmri_forms,
    "nifti-gz": nifti_forms,
}


class Peer:
    """Answers the requests of protocol.ts."""

    def __init__(self, workload, folder):
        self.readers, self.folder, self.values = FORMS[workload](), folder, None

    def forms(self):
        return {"forms": list(self.readers)}

    def read(self, form, kept):
        if not kept:
            self.values = None
        start, cpu = time.perf_counter(), time.process_time()
        self.values = self.readers[form](self.folder, self.values)
        return {"ms": (time.perf_counter() - start) * 1e3, "cpuMs": (time.process_time() - cpu) * 1e3}

    def values_read(self):
        numbers = self.values.ravel(order="K").view(np.float32)
        digest = hashlib.sha256(numbers.view(np.uint8)).hexdigest()
        return {"count": numbers.size, "sum": float(numbers.sum(dtype=np.float64)), "sha256": digest}

    def memory(self):
        return {"peakBytes": peak_bytes()}


def peak_bytes():
    try:
        with open("/proc/self/status") as status:  # getrusage would count the parent's memory before exec, too
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def serve(peer):
    answers = {"forms": peer.forms, "read": peer.read, "values": peer.values_read, "memory": peer.memory}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = answers[request.pop("cmd")](**request)
        except Exception as error:
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve(Peer(sys.argv[1], os.path.abspath(sys.argv[2])))
