import { Command, InvalidArgumentError, Option } from 'commander';
import { type ExecutionOptions, wholeNumber, withExecutionOptions } from './execution-options.ts';

/** What `echotrain recon` is told. */
export interface ReconOptions extends ExecutionOptions {
  readonly method: string;
  readonly out?: string;
  readonly acceleration?: number;
  readonly mask?: string;
  readonly calibration?: number;
  readonly seed: number;
  readonly maps: string;
  readonly regularization?: number;
  readonly iterations?: number;
  readonly compress?: number;
  readonly prewhiten?: boolean;
  readonly slice?: number;
  readonly member?: string;
  readonly axes?: readonly string[];
  readonly at?: Readonly<Record<string, number>>;
  readonly json?: boolean;
}

const EXAMPLES = `
Methods:
  zero-filled   what was not sampled is zero
  rss           the same, coils combined without sensitivities
  grappa        missing lines from their neighbors (Griswold 2002)
  sense         conjugate gradients with sensitivities (Pruessmann 2001)
  tv, tgv       total (generalized) variation
  wavelet       sparse wavelet coefficients (Lustig 2007)
  RUN           a network that echotrain run has trained, by its folder
  MODEL.onnx    a network from a file: k-space, maps and mask in, an image out

Fully sampled k-space is undersampled by --acceleration, and the image compared
with that of all samples. Undersampled k-space has zeros where nothing was
sampled. The ending of --out says what is written: .nii, .nii.gz, .dcm, .png
(magnitudes), .npy, .cfl (complex where the method's images are).

Examples:
  echotrain recon meas.dat --method rss --out image.nii.gz
  echotrain recon brain.cfl --method sense --acceleration 4 --out sense.png
  echotrain recon knee.h5 --method tv --regularization 0.005 --out knee.npy
  echotrain recon brain.cfl --method runs/varnet --acceleration 4 --out net.dcm
`;

/** `echotrain recon INPUT` */
export function reconCommand(): Command {
  const command = new Command('recon')
    .description('Reconstruct images from raw k-space, and tell how good they are.')
    .argument('<input>', 'A file of k-space: twix, ISMRMRD, fastMRI, BART, npy, mat, h5.')
    .requiredOption('--method <name>', 'How to reconstruct; see below.')
    .option('--out <file>', 'The image to write: .nii, .nii.gz, .dcm, .png, .npy or .cfl.')
    .option('--acceleration <r>', 'Keep one sample of so many.', numberFrom(1))
    .option('--mask <kind>', 'Which: regular (default), random, poisson, radial, spiral; or a file.')
    .option('--calibration <lines>', 'Lines in the center that are all kept; 24 by default.', wholeNumber(0))
    .option('--seed <n>', 'What random masks are drawn from.', wholeNumber(0), 1)
    .option('--maps <file>', 'Sensitivities: espirit, low-resolution, or a file.', 'espirit')
    .option('--regularization <lambda>', 'How strongly to regularize.', numberFrom(0))
    .option('--iterations <n>', 'How many iterations.', wholeNumber(1))
    .option('--compress <coils>', 'Compress to so many virtual coils.', wholeNumber(1))
    .option('--prewhiten', 'Make the noise of all coils alike, by the noise scan in the file.')
    .option('--slice <n>', 'Only this slice, from 1.', wholeNumber(1))
    .option('--member <name>', 'Which array of a file that holds several.')
    .option('--axes <names>', 'What the axes are, such as coil,row,column.', (text) => text.split(','))
    .addOption(
      new Option('--at <axis=n>', 'Which entry of another axis, from 1; may be repeated.').argParser(entry),
    )
    .option('--json', 'End with one line of JSON on standard output.');
  return withExecutionOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (input: string, options: ReconOptions) => {
      const { reconstructFile } = await import('./recon/reconstruct-file.ts');
      await reconstructFile(input, options);
    });
}

/** Reads a number of at least `least`. */
function numberFrom(least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a number of ${least} or more.`);
  };
}

/** Reads "echo=2". */
function entry(text: string, others: Readonly<Record<string, number>> = {}): Record<string, number> {
  const [, name, value] = /^(\w+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined || Number(value) < 1) {
    throw new InvalidArgumentError('Expected the name of an axis and a number from 1, such as echo=2.');
  }
  return { ...others, [name]: Number(value) };
}
