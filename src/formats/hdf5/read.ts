import type { ArrayFile, OpenOptions } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { latin1 } from '../bytes/cursor.ts';
import type { ByteSource } from '../bytes/source.ts';
import { isFastmri, openFastmri } from '../fastmri/fastmri.ts';
import { findAcquisitions, openIsmrmrd } from '../ismrmrd/read.ts';
import { Hdf5File } from './file.ts';
import { openGeneric } from './generic.ts';

/** The first eight bytes of HDF5 itself. */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Where it may be, behind a block of the user's own, as MATLAB has one. */
const OFFSETS = [0, 512, 1024, 2048, 4096, 8192];

/**
 * HDF5: all datasets of numbers are members, by their paths, the largest the first choice. What a laboratory's files
 * commonly are is known: fastMRI, ISMRMRD, and MATLAB's version 7.3, in whose column-major order the axes then are. Read
 * by the HDF5 library itself, as WebAssembly, piece by piece. Other files are never read, whatever links lead to them.
 */
export const hdf5: ArrayFormat = {
  name: 'hdf5',
  recognizes: (_, source) => OFFSETS.some((offset) => hasSignature(source, offset)),
  open: async (source, options) => {
    const file = await Hdf5File.open(source);
    try {
      return await openKnown(file, options);
    } catch (error) {
      file.close();
      throw error;
    }
  },
};

async function openKnown(file: Hdf5File, options: OpenOptions): Promise<ArrayFile> {
  const acquisitions = findAcquisitions(file);
  if (acquisitions) return openIsmrmrd(file, acquisitions, options);
  return isFastmri(file) ? openFastmri(file, options) : openGeneric(file, options, isMatlab(file.source));
}

function hasSignature(source: ByteSource, offset: number): boolean {
  if (source.size < offset + SIGNATURE.length) return false;
  const bytes = source.read(offset, SIGNATURE.length);
  return SIGNATURE.every((byte, i) => byte === bytes[i]);
}

function isMatlab(source: ByteSource): boolean {
  return latin1(source.read(0, 10)) === 'MATLAB 7.3';
}
