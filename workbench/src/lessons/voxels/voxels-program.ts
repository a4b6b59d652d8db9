import { type Division, experiment, summarize } from '../../../../lessons/04-your-own-data/voxels.ts';
import type { Program } from '../training/program.ts';

/** How many subjects there are, and how their voxels are divided. */
export interface VoxelsParameters {
  readonly subjects: number;
  readonly division: Division;
}

/** The mean accuracies of an experiment, and the spread over the new subjects. */
export type VoxelsOutcome = ReturnType<typeof summarize>;

/** What the program tells: the epochs of the fold that is trained, and at the end the accuracies. */
export interface VoxelsUpdate {
  readonly fold: number;
  readonly epochs: readonly { readonly train: number; readonly validation: number }[];
  readonly outcome?: VoxelsOutcome;
}

/** The lesson's experiment: four folds of voxels, and twenty new subjects. */
export const run: Program<VoxelsParameters, VoxelsUpdate> = async ({ subjects, division }, host) => {
  let fold = 0;
  const outcome = await experiment(subjects, division, {
    watch: () => {
      fold++;
      return {
        onEpochEnd: ({ train, validation }) =>
          host.tell({
            fold,
            epochs: [{ train: train.loss ?? Number.NaN, validation: validation?.loss ?? Number.NaN }],
          }),
      };
    },
  });
  host.tell({ fold, epochs: [], outcome: summarize(outcome) });
  return undefined;
};
