import { Command } from 'commander';

/** The options of `echotrain data deidentify`, as they were given. */
export interface DeidentifyArguments {
  readonly out: string;
  readonly retainDatesShifted?: boolean;
  readonly retainUids?: boolean;
  readonly retainDevice?: boolean;
  readonly retainCharacteristics?: boolean;
  readonly acceptBurnedInRisk?: boolean;
  readonly key?: string;
  readonly keepGoing?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
By the Basic Application Level Confidentiality Profile of DICOM (PS3.15, annex
E). The source is never changed. Private attributes, overlays, descriptions and
unknown texts are removed or replaced; pixels stay as they are, so images that
may have text burned into them are refused: all but gray originals of CT, MR,
NM and PET, unless the file itself excludes it (Burned In Annotation is NO).
Of NIfTI files, texts and extensions of the header are cleared. Faces stay.

Examples:
  echotrain data deidentify scans --out scans-deidentified
  echotrain data deidentify scans --out shared --retain-dates-shifted \\
    --retain-characteristics --key ~/keys/study-7.json
`;

/** `echotrain data deidentify` */
export function deidentifyCommand(): Command {
  return new Command('deidentify')
    .description('Remove from DICOM and NIfTI files what identifies people.')
    .argument('<source...>', 'Files and folders.')
    .requiredOption('--out <folder>', 'A new folder for the files and audit.jsonl, what was done.')
    .option('--key <file>', 'Keep the secret and who is who, made where missing; else forgotten.')
    .option('--retain-dates-shifted', 'Move the dates of a patient together, keeping intervals.')
    .option('--retain-uids', 'Keep unique identifiers; an archive finds the original by them.')
    .option('--retain-device', 'Keep what identifies the scanner.')
    .option('--retain-characteristics', 'Keep age (90 at most), sex, size, weight.')
    .option('--accept-burned-in-risk', 'Take images that may have text burned in, and list them.')
    .option('--keep-going', 'Go on without files that are refused, and list them.')
    .option('--json', 'Print the summary as JSON.')
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], options: DeidentifyArguments) => {
      const { deidentifyFiles } = await import('./deidentify-files.ts');
      await deidentifyFiles(sources, options);
    });
}
