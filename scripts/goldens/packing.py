"""Small HDF5 files, packed into JSON."""

import base64
import gzip
import pathlib
import tempfile

import h5py


def packed(write, userblock=0, newest=False):
    """The file that `write(file)` fills, packed with gzip, in base64; the same each time, without the time."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "file.h5"
        creation, access = h5py.h5p.create(h5py.h5p.FILE_CREATE), h5py.h5p.create(h5py.h5p.FILE_ACCESS)
        creation.set_obj_track_times(False)
        creation.set_userblock(userblock)
        if newest:
            access.set_libver_bounds(h5py.h5f.LIBVER_LATEST, h5py.h5f.LIBVER_LATEST)
        with h5py.File(h5py.h5f.create(bytes(path), h5py.h5f.ACC_TRUNC, creation, access)) as file:
            write(file)
        return base64.b64encode(gzip.compress(path.read_bytes(), 9, mtime=0)).decode()
