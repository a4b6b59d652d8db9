import { Command } from 'commander';
import { checkCommand } from './data/check.ts';
import { deidentifyCommand } from './data/deidentify.ts';
import { getCommand } from './data/get.ts';
import { importCommand } from './data/import.ts';
import { infoCommand } from './data/info.ts';
import { pullCommand } from './data/pull.ts';
import { showCommand } from './data/show.ts';

/** `echotrain data` */
export function dataCommand(): Command {
  return new Command('data')
    .description('Get, organize and check data.')
    .addCommand(getCommand())
    .addCommand(importCommand())
    .addCommand(infoCommand())
    .addCommand(showCommand())
    .addCommand(checkCommand())
    .addCommand(pullCommand())
    .addCommand(deidentifyCommand());
}
