/** What a lesson is given when `echotrain jumpstart` runs it, and what it gives. */
import type { Section } from 'echotrain/report';
import type { PartScores, StudyOutcome, Surroundings } from 'echotrain/study';
import type { Callback } from 'echotrain/train';

/** Where lessons run, and who watches. */
export interface LessonContext extends Surroundings {
  /** Why this device, for the record. */
  readonly reason: string;
  /** Called before each training with what it is called; what it gives watches that training. */
  readonly watch: (label: string) => Callback;
}

/** What a lesson shows on the page. */
export interface LessonReport {
  readonly section: Section;
  /** The study that it ran, where it ran one. */
  readonly study?: LessonStudy;
  /** Its key numbers besides those of the study. */
  readonly scores?: PartScores;
}

/** A study that a lesson ran. */
export interface LessonStudy {
  /** The name of its folder. */
  readonly name: string;
  readonly outcome: StudyOutcome;
  /** The study file as it was run. */
  readonly text: string;
}
