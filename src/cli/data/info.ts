import { Command } from 'commander';

/** What `echotrain data info` is told. */
export interface InfoOptions {
  readonly json?: boolean;
  readonly member?: string;
}

const EXAMPLES = `
Reads DICOM, DICOMDIR, NIfTI, ANALYZE, Siemens twix, ISMRMRD, fastMRI and other
HDF5, BART, MATLAB, npy, npz, PNG, JPEG, TIFF, PNM, IDX, .flo and CSV; packed
with gzip or not.

Examples:
  echotrain data info brain.nii.gz
  echotrain data info results.npz --member val_images
  echotrain data info scans/
  echotrain data info scans/ --json | jq '.items[].shape'
`;

/** `echotrain data info` */
export function infoCommand(): Command {
  return new Command('info')
    .description('Tell what a file or a folder holds: shape, spacing, values.')
    .argument('<file...>', 'Files or folders.')
    .option('--json', 'Print one line of JSON for each instead.')
    .option('--member <name>', 'Which array of a file that holds several.')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], options: InfoOptions) => {
      const { showInfo } = await import('./info-text.ts');
      await showInfo(paths, options);
    });
}
