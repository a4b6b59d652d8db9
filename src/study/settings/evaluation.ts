import { z } from 'zod';
import { baselineNames } from '../reconstruction/baseline-names.ts';
import { choice, count, settings, share, word } from './fields.ts';
import { kspaceSettings, magnitudeSettings, simulatedSettings } from './reconstruction.ts';

const classScoreNames = [
  'balancedAccuracy',
  'f1',
  'auc',
  'logLoss',
  'brierScore',
  'calibrationError',
] as const;

const valueScoreNames = ['meanAbsoluteError', 'meanSquaredError', 'rSquared'] as const;

/** What can be said of a classification beside loss and accuracy. */
export type ClassScoreName = (typeof classScoreNames)[number];

/** What can be said of predicted numbers beside the loss. */
export type ValueScoreName = (typeof valueScoreNames)[number];

/** The study file's `evaluation`. */
export const evaluationSettings = settings(
  'What is said of the trained network',
  {},
  {
    metrics: z
      .array(
        word('A score, beside loss and accuracy', [...classScoreNames, ...valueScoreNames]),
        'a list of scores, such as [f1, auc]',
      )
      .describe('Scores beside loss and accuracy; those that suit the task by default'),
    level: share('The confidence level of intervals; 0.95 by default'),
    resamples: count('How often the bootstrap draws; 1000 by default'),
    baselines: z
      .array(
        word('A classical reconstruction', [...baselineNames]),
        'a list such as [zero-filled, sense, tv]',
      )
      .describe('What a learned reconstruction is compared with; zero-filled, sense and tv by default'),
    tuningSlices: count('On how many slices of the validation part each of these is tuned; 3 by default'),
    generalization: choice('Scans from elsewhere, which are reconstructed, too, after the test', {
      kspace: kspaceSettings.optional(),
      simulated: simulatedSettings.optional(),
      magnitudes: magnitudeSettings.optional(),
    }),
  },
);

/** Settings of the evaluation. */
export type EvaluationSettings = z.output<typeof evaluationSettings>;
