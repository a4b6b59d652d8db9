import { Command } from 'commander';
import { wholeNumber } from '../execution-options.ts';

/** What `echotrain data show` is told. */
export interface ShowOptions {
  readonly out?: string;
  readonly member?: string;
  readonly item?: string;
  readonly most: number;
}

const EXAMPLES = `
Pictures are shown in their true proportions and as radiologists look at them:
the patient's left on the right; k-space coil by coil, in decibels.

Examples:
  echotrain data show brain.nii.gz
  echotrain data show scan.dcm --out sheet.png
  echotrain data show meas.dat --member noise
  echotrain data show scans/                         its largest volume
  echotrain data show datasets/knees --item P07/1-T1
`;

/** `echotrain data show` */
export function showCommand(): Command {
  return new Command('show')
    .description('Draw a contact sheet of an item, and tell what its header says.')
    .argument('<item>', 'A file, a folder of DICOM slices, or a dataset.')
    .option('--out <file>', 'The PNG file to write; NAME-sheet.png here by default.')
    .option('--item <name>', 'Which item of a dataset or folder, as its id or name says.')
    .option('--member <name>', 'Which array of a file that holds several.')
    .option('--most <n>', 'How many pictures at most.', wholeNumber(1), 20)
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: ShowOptions) => {
      const { writeContactSheet } = await import('./write-contact-sheet.ts');
      await writeContactSheet(path, options);
    });
}
