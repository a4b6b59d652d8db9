import { Command, InvalidArgumentError } from 'commander';

/** The options of `echotrain data pull`, as they were given. */
export interface PullArguments {
  readonly dicomweb: string;
  readonly out: string;
  readonly patient?: string;
  readonly study?: string;
  readonly query?: readonly string[];
  readonly series?: string;
  readonly modality?: string;
  readonly user?: string;
  readonly tokenFile?: string;
  readonly parallel: number;
  readonly allowHttp?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
A password is read from the environment variable ECHOTRAIN_DICOMWEB_PASSWORD.
Run the same command again to go on, or to bring in what is new.

Examples:
  echotrain data pull --dicomweb https://pacs.example.org/dicom-web \\
    --patient 4711 --out ct-4711
  echotrain data pull --dicomweb http://localhost:8042/dicom-web --user me \\
    --query StudyDate=20200101-20201231 --modality MR --out mr-2020
`;

/** `echotrain data pull` */
export function pullCommand(): Command {
  return new Command('pull')
    .description('Fetch images from an archive (PACS) that speaks DICOMweb.')
    .requiredOption('--dicomweb <url>', 'The root of its DICOMweb service.')
    .requiredOption('--out <folder>', 'Where the files go.')
    .option('--patient <id>', 'All studies of the patient.')
    .option('--study <uid>', 'One study, by its Study Instance UID.')
    .option('--query <key=value>', 'A condition such as StudyDate=20200101-20201231; repeatable.', collect)
    .option('--series <uid>', 'Only this series.')
    .option('--modality <name>', 'Only series of this modality: CT, MR ...')
    .option('--user <name>', 'The name to log in with.')
    .option('--token-file <file>', 'A file with a token to log in with instead.')
    .option('--parallel <number>', 'How many requests at a time.', wholeNumber, 4)
    .option('--allow-http', 'Accept a connection that others can read.')
    .option('--json', 'Print the summary as JSON.')
    .addHelpText('after', EXAMPLES)
    .action(async (options: PullArguments) => {
      const { pullFromArchive } = await import('./pull-from-archive.ts');
      await pullFromArchive(options);
    });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const MOST_AT_A_TIME = 32;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_AT_A_TIME) return number;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${MOST_AT_A_TIME}.`);
}
