import { Command } from 'commander';

/** What `echotrain data check` is told. */
export interface CheckOptions {
  readonly json?: boolean;
  readonly out: string;
}

const EXAMPLES = `
Looks for what spoils studies: subjects, copies and neighboring slices on both
sides of a split, labels that a header gives away, broken and clipped images,
mixtures of scale, spacing and orientation, text and names that identify
people, and k-space that was padded, filtered or made from images. Writes
nothing into the dataset, and does not open a sealed test part.

The exit code is 0 without errors among the findings, 1 with errors, and 2 for
a command that is not understood.

Examples:
  echotrain data check datasets/knees
  echotrain data check study.yaml
  echotrain data check datasets/knees --json | jq '.findings[].title'
`;

/** `echotrain data check` */
export function checkCommand(): Command {
  return new Command('check')
    .description('Audit a dataset, or the data and split of a study.')
    .argument('<place>', "A dataset's folder, or a study file.")
    .option('--out <file>', 'Where to write the page.', 'audit.html')
    .option('--json', 'End with one line of JSON on standard output.')
    .addHelpText('after', EXAMPLES)
    .action(async (place: string, options: CheckOptions) => {
      const { checkData } = await import('./check-data.ts');
      await checkData(place, options);
    });
}
