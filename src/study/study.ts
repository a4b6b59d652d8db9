import { z } from 'zod';
import { dataSettings } from './settings/data.ts';
import { evaluationSettings } from './settings/evaluation.ts';
import { seed, settings, text } from './settings/fields.ts';
import { modelSettings } from './settings/model.ts';
import { augmentationSettings, preprocessingSettings } from './settings/preprocessing.ts';
import { splitSettings } from './settings/split.ts';
import { trainingSettings } from './settings/training.ts';

const seeds = 'a whole number of 0 or more, or a list of different ones';

/** Everything a study file may say. */
export const studySchema = settings(
  'An echotrain study: from data to report',
  {
    name: text('What the study is called', 'a name'),
    data: dataSettings,
    split: splitSettings,
    model: modelSettings,
    training: trainingSettings,
  },
  {
    description: text('What it is about, in a sentence or two, for the report'),
    seed: z
      .union(
        [
          seed('A seed'),
          z
            .array(seed('A seed'))
            .min(1, seeds)
            .refine((list) => new Set(list).size === list.length, seeds),
        ],
        seeds,
      )
      .describe('Where split, initial weights, order and dropout come from; several repeat the study'),
    preprocessing: preprocessingSettings,
    augmentation: augmentationSettings,
    evaluation: evaluationSettings,
  },
);

/** A study as its file describes it: plain data. */
export type Study = z.output<typeof studySchema>;

/** The schema of study files, as editors understand it. */
export function studyJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(studySchema, { io: 'input', target: 'draft-7' });
}
