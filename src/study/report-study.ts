import type { Section } from '../report/index.ts';
import { answersSections } from './report/answers-section.ts';
import { resultSection } from './report/result-section.ts';
import { settingsSection } from './report/settings-section.ts';
import { trainingSection } from './report/training-section.ts';
import type { StudyOutcome } from './run-study.ts';

/**
 * A study as sections of a page: what came out, how the training went, where the network errs, and all that is needed
 * to repeat it.
 *
 * @example page({ title: result.study, sections: await reportStudy(outcome) })
 */
export async function reportStudy(outcome: StudyOutcome): Promise<Section[]> {
  const { result, tests } = outcome;
  const answers = await answersSections(result, tests);
  const training = (await trainingSection(result)) ?? [];
  // Of reconstructions, readers want to see images first.
  const middle = result.task === 'reconstruction' ? [answers, training] : [training, answers];
  return [await resultSection(result), ...middle.flat(), settingsSection(outcome)];
}

/** A study as one section of a page that holds several: the same without its settings. */
export async function reportStudyInBrief(outcome: StudyOutcome): Promise<Section> {
  const { study, settings } = outcome.result;
  const sections = (await reportStudy(outcome)).slice(0, -1);
  const lead =
    settings.description === undefined ? [] : [{ kind: 'prose', text: settings.description } as const];
  return { title: study, blocks: [...lead, ...sections.flatMap(({ blocks }) => blocks)] };
}
