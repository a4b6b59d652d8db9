export type { Answers, ClassAnswers, ValueAnswers } from './answers.ts';
export type { PartAnswers } from './evaluate-trained.ts';
export { StudyFileError } from './explain-issues.ts';
export { movedPaths } from './move-paths.ts';
export { OutputFolder } from './output-folder.ts';
export { type ParsedStudy, parseOverride, parseStudy } from './parse-study.ts';
export type { Repetition } from './plan.ts';
export { readText } from './read-input.ts';
export {
  type Case,
  type CaseImages,
  type CasePart,
  type CaseTable,
  type CaseTraining,
  casePartNames,
  type ImageScores,
} from './recording/cases/case-table.ts';
export { readCaseImages, readCases } from './recording/cases/read-cases.ts';
export type {
  ExampleAnswers,
  ExampleEpoch,
  ExampleItem,
  Examples,
} from './recording/examples/examples.ts';
export { readExampleAnswers, readExamples } from './recording/examples/read-examples.ts';
export type { RunRecorder, TrainingRecorder } from './recording/run-recorder.ts';
export { reportStudy, reportStudyInBrief } from './report-study.ts';
export {
  type PartIntervals,
  type PartName,
  type PartScores,
  partNames,
  type RepetitionResult,
  type StudyResult,
} from './result.ts';
export { runStudy, type StudyContext, type StudyOutcome } from './run-study.ts';
export type { Opening } from './sealed-test.ts';
export { type Study, studyJsonSchema, studySchema } from './study.ts';
export type { Override } from './study-document.ts';
export { type Files, studyFiles } from './study-files.ts';
export type { Surroundings, Trained } from './train-repetition.ts';
export { packageVersion } from './versions.ts';
