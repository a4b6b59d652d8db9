/** Lesson 4 on the page of `echotrain jumpstart`. */
import { formatPercent, type Tiles } from 'echotrain/report';
import type { LessonContext, LessonReport } from '../lesson.ts';
import { lossesOf, promisesOf } from './figures.ts';
import { experiment, type Outcome, summarize } from './voxels.ts';

/** How many subjects the networks know. */
const SUBJECTS = 4;

/** Tissues from diffusion voxels: what random voxels say of a network, and what new subjects say. */
export async function reportOwnData(context: LessonContext): Promise<LessonReport> {
  const random = await experiment(SUBJECTS, 'random voxels', context);
  const bySubject = await experiment(SUBJECTS, 'by subject', context);
  const outcomes = [random, bySubject];
  const blocks = [
    {
      kind: 'prose',
      text: 'Voxels of simulated diffusion MRI in four subjects, five numbers each (T1, FA, MD, AD, RD), and a network 5-100-100-100-100-3 that tells three tissues apart. Every subject differs a little as a whole: age, temperature, calibration. Validated on voxels drawn at random, of subjects that the network knows, it seems nearly perfect. In twenty new subjects it is not, and validation by subject knew.',
    } as const,
    tilesOf(random, bySubject),
    await promisesOf(outcomes),
    await lossesOf(outcomes),
    {
      kind: 'prose',
      text: [
        'With your own files it is the same: ',
        { code: 'echotrain data import' },
        ' makes a dataset of a folder, ',
        { code: 'echotrain data check' },
        ' looks for patients on both sides of a split, and studies divide by patient unless told otherwise.',
      ],
    } as const,
  ];
  const scores = { validation: summarize(random).validation, test: summarize(random).strangers };
  return {
    section: { title: 'Lesson 4: your own data', blocks },
    scores: { validation: { accuracy: scores.validation }, test: { accuracy: scores.test } },
  };
}

function tilesOf(random: Outcome, bySubject: Outcome): Tiles {
  const [flattering, honest] = [summarize(random), summarize(bySubject)];
  return {
    kind: 'tiles',
    tiles: [
      { label: 'accuracy, random voxels', value: formatPercent(flattering.validation) },
      { label: 'the same networks, new subjects', value: formatPercent(flattering.strangers) },
      { label: 'accuracy, by subject', value: formatPercent(honest.validation) },
      { label: 'the same networks, new subjects', value: formatPercent(honest.strangers) },
    ],
  };
}
