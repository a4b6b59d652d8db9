import { Command } from 'commander';
import { getCommand } from './data/get.ts';
import { infoCommand } from './data/info.ts';
import { pullCommand } from './data/pull.ts';

/** `echotrain data` */
export function dataCommand(): Command {
  return new Command('data')
    .description('Get, organize and check data.')
    .addCommand(getCommand())
    .addCommand(infoCommand())
    .addCommand(pullCommand());
}
