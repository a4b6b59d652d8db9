import { Argument, Command } from 'commander';

const EXAMPLES = `
Examples:
  echotrain data get mnist
  echotrain data get mnist --from ~/Downloads/mnist
  echotrain data get mnist --from https://example.org/mnist
`;

/** `echotrain data get` */
export function getCommand(): Command {
  return new Command('get')
    .description('Fetch a data set, check it, and keep it where every study finds it.')
    .addArgument(new Argument('<name>', 'Which data set.').choices(['mnist']))
    .option('--from <place>', 'A folder with the files, or an address below which they lie.')
    .addHelpText('after', EXAMPLES)
    .action(async (_name: string, options: { readonly from?: string }) => {
      const { getMnist } = await import('./get-mnist.ts');
      await getMnist(options);
    });
}
