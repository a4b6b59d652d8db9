import { Command, InvalidArgumentError } from 'commander';
import { type WorkspaceOptions, withWorkspace } from './runs/workspace.ts';

/** What `echotrain open` is told. */
export interface OpenOptions extends WorkspaceOptions {
  readonly port?: number;
  readonly folder?: readonly string[];
  readonly browser: boolean;
}

const EXAMPLES = `
Examples:
  echotrain open
  echotrain open --folder data/knees        also look for studies and data there
  echotrain open --no-browser --port 8080   only print the link
`;

/** `echotrain open` */
export function openCommand(): Command {
  const command = new Command('open')
    .description('Open the workbench: runs, live curves, data and lessons, in the browser.')
    .option('--port <n>', 'Where to listen, on this machine only; any free port by default.', portNumber)
    .option('--folder <folder>', 'A folder more that may be looked into; may be repeated.', collect)
    .option('--no-browser', 'Print the link, and start no browser.');
  return withWorkspace(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: OpenOptions) => {
      const { openWorkbench } = await import('./open-workbench.ts');
      await openWorkbench(options);
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port from 1 to 65535.');
}

function collect(value: string, others: readonly string[] = []): string[] {
  return [...others, value];
}
