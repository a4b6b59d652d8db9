import { Command } from 'commander';
import { compareCommand } from './runs/compare.ts';
import { controlCommand } from './runs/control.ts';
import { exportCommand } from './runs/export.ts';
import { listCommand } from './runs/list.ts';
import { noteCommand } from './runs/note.ts';
import { removeCommand } from './runs/remove.ts';
import { rerunCommand } from './runs/rerun.ts';
import { rescueCommand } from './runs/rescue.ts';
import { restoreCommand } from './runs/restore.ts';
import { resumeCommand } from './runs/resume.ts';
import { showCommand } from './runs/show.ts';
import { tagCommand } from './runs/tag.ts';
import { trashCommand } from './runs/trash.ts';

/** `echotrain runs` */
export function runsCommand(): Command {
  return new Command('runs')
    .description('List, control, compare and tidy up what is run.')
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(showCommand())
    .addCommand(compareCommand())
    .addCommand(controlCommand('pause'))
    .addCommand(controlCommand('continue'))
    .addCommand(controlCommand('stop'))
    .addCommand(resumeCommand())
    .addCommand(rerunCommand())
    .addCommand(tagCommand())
    .addCommand(noteCommand())
    .addCommand(exportCommand())
    .addCommand(removeCommand())
    .addCommand(restoreCommand())
    .addCommand(trashCommand())
    .addCommand(rescueCommand());
}
