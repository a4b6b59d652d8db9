import { Command } from 'commander';
import { packageVersion } from '../study/versions.ts';
import { dataCommand } from './data.ts';
import { jumpstartCommand } from './jumpstart.ts';
import { openCommand } from './open.ts';
import { reconCommand } from './recon.ts';
import { runCommand } from './run.ts';
import { runsCommand } from './runs.ts';

const EXAMPLES = `
Examples:
  echotrain jumpstart                   watch networks learn, in a few minutes
  echotrain run study.yaml              one study, from data to report
  echotrain recon k.dat --method rss --out image.nii.gz   images of raw k-space
  echotrain data get mnist              the MNIST files, checked and kept
`;

/** The command line as a whole. What a command needs to do its work is loaded when it runs, not here. */
export function createProgram(): Command {
  const program = new Command('echotrain')
    .description(
      'Deep learning for imaging labs: from the first network to a study that stands up to questions.',
    )
    .version(packageVersion(), '--version', 'Print the version.')
    .helpCommand('help [command]', 'Print the help of a command.')
    .addHelpText('after', EXAMPLES)
    .addCommand(jumpstartCommand())
    .addCommand(runCommand())
    .addCommand(runsCommand())
    .addCommand(openCommand())
    .addCommand(reconCommand())
    .addCommand(dataCommand());
  for (const command of withSubcommands(program)) command.helpOption('-h, --help', 'Print this help.');
  return program;
}

/** A command and all commands below it. */
export function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}
