import { parseDocument } from 'yaml';
import { check } from '../util/errors.ts';
import { explainIssues } from './explain-issues.ts';
import { type Study, studySchema } from './study.ts';
import { type Override, StudyDocument } from './study-document.ts';

/** What is read of a study file. */
export interface ParsedStudy {
  readonly study: Study;
  /** The file's text, with overrides put in. */
  readonly text: string;
}

/**
 * Reads a study file.
 *
 * @param file what to call it in errors
 * @param overrides settings in place of the file's
 * @throws InputError that lists everything that is wrong, each with line and column, what was expected, what stands
 * there, and what may be meant.
 * @example const { study } = parseStudy(await readFile('study.yaml', 'utf8'), 'study.yaml');
 */
export function parseStudy(text: string, file: string, overrides: readonly Override[] = []): ParsedStudy {
  const document = new StudyDocument(text, file);
  for (const override of overrides) document.set(override);
  const parsed = studySchema.safeParse(document.values());
  if (!parsed.success) throw explainIssues(parsed.error.issues, document);
  return { study: parsed.data, text: overrides.length === 0 ? text : document.text };
}

/**
 * An override as the command line writes it: `training.epochs=3`, the value in YAML.
 *
 * @throws InputError when it is not of this form.
 */
export function parseOverride(assignment: string): Override {
  const [, key = '', written = ''] = /^([^=\s]+)=(.*)$/s.exec(assignment) ?? [];
  const source = `--set ${assignment}`;
  const path = key.split('.');
  const document = parseDocument(written, { prettyErrors: false, stringKeys: true });
  const [problem] = [...document.errors, ...document.warnings];
  check(key !== '' && path.every(Boolean) && !problem, () => ({
    where: source,
    expected: 'key=value, such as training.epochs=3, with the value in YAML',
    received: problem?.message ?? `"${assignment}"`,
  }));
  return { path, value: document.toJS(), source };
}
