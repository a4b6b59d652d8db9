import { Command } from 'commander';

/** What `echotrain data import` is told. */
export interface ImportCommandOptions {
  readonly out: string;
  readonly copy?: boolean;
  readonly keepGoing?: boolean;
  readonly name?: string;
  readonly labels?: string;
  readonly key?: string;
  readonly label?: string;
  readonly subject?: string;
  readonly site?: string;
  readonly subjectPattern?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Reads every file once and writes a folder with a manifest (one row an item, in
SQLite), and a card for people. The data are left in place, or copied, and
never changed. One item is a DICOM volume, a file, an image of a MedMNIST or
IDX file, or a row of a table.

Examples:
  echotrain data import scans/ --out datasets/knees
  echotrain data import png/ --labels data.csv --label diagnosis \\
      --subject patient_id --out datasets/chest
  echotrain data import scans/ --subject-pattern '^(P\\d+)_' --out datasets/p
  echotrain data import scans/ --keep-going --copy --out datasets/all
`;

/** `echotrain data import` */
export function importCommand(): Command {
  return new Command('import')
    .description('Make a dataset of files and folders.')
    .argument('<source...>', 'Files or folders.')
    .requiredOption('--out <folder>', "The dataset's folder: new or empty.")
    .option('--copy', 'Copy the data into it; otherwise they stay where they are.')
    .option('--keep-going', 'Leave out what cannot be imported, and list it.')
    .option('--name <name>', 'What the dataset is called; as its folder by default.')
    .option('--labels <file>', 'A CSV table of labels, joined by file name or subject.')
    .option('--key <column>', 'Its column of file names (found by default), or of subjects.')
    .option('--label <column>', 'Its column of labels; found by its name by default.')
    .option('--subject <column>', 'Its column of subjects.')
    .option('--site <column>', 'Its column of sites.')
    .option('--subject-pattern <regex>', 'What in a file name is the subject.')
    .option('--json', 'End with one line of JSON on standard output.')
    .addHelpText('after', EXAMPLES)
    .action(async (sources: readonly string[], options: ImportCommandOptions) => {
      const { importSources } = await import('./import-sources.ts');
      await importSources(sources, options);
    });
}
