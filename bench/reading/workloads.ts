/** What is read. The files are made by make_files.py. */
export const workloadNames = ['ct-explicit', 'ct-implicit', 'fastmri', 'fastmri-gzip', 'nifti-gz'] as const;
export type WorkloadName = (typeof workloadNames)[number];

/** What a workload reads, and with what it is compared. */
export interface Workload {
  readonly title: string;
  readonly peer: string;
  /** Whether the peer, too, can read into memory at hand. */
  readonly into: boolean;
}

const ctSeries = 'CT series, 100 × 512², 16 bit, unsorted files, as one float32 volume in HU';
const kspace = 'fastMRI k-space, 16 × 8 × 320², complex64';

export const workloads: Readonly<Record<WorkloadName, Workload>> = {
  'ct-explicit': { title: `${ctSeries} (explicit little endian)`, peer: 'pydicom', into: true },
  'ct-implicit': { title: `${ctSeries} (implicit little endian)`, peer: 'pydicom', into: true },
  fastmri: { title: `${kspace}, contiguous`, peer: 'h5py', into: true },
  'fastmri-gzip': { title: `${kspace}, chunks packed by gzip`, peer: 'h5py', into: true },
  'nifti-gz': { title: 'NIfTI, 256 × 256 × 160, int16, .nii.gz, as float32', peer: 'nibabel', into: false },
};
