import type { z } from 'zod';
import { type Complaint, InputError } from '../util/errors.ts';
import { nearest } from './nearest.ts';
import { studyJsonSchema } from './study.ts';
import type { SettingPath, StudyDocument } from './study-document.ts';

/** One thing that is wrong, at its place. */
interface Fault {
  readonly path: SettingPath;
  readonly expected: string;
  /** Whether it is the name that is wrong, and not the value. */
  readonly isName: boolean;
  /** What our own code had to say of the value. */
  readonly complaint?: Complaint | undefined;
}

/** Everything that is wrong with a study file, each in one line. */
export class StudyFileError extends InputError {
  readonly complaints: readonly Complaint[];

  constructor(first: Complaint, others: readonly Complaint[]) {
    super(first);
    this.name = 'StudyFileError';
    this.complaints = [first, ...others];
    this.message = this.complaints.map((complaint) => new InputError(complaint).message).join('\n');
  }
}

/** Says what is wrong with a study file: where, what was expected, what stands there, and what may be meant. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], document: StudyDocument): StudyFileError {
  const faults = issues.flatMap((issue) => faultsOf(issue, []));
  const causes = faults
    .filter((fault) => !isConsequence(fault, faults))
    .sort((a, b) => document.position(a.path) - document.position(b.path));
  const complaints = causes.map((fault) => explain(fault, document));
  const byPlace = new Map(complaints.toReversed().map((complaint) => [complaint.where, complaint]));
  const [first, ...others] = [...byPlace.values()].toReversed();
  return new StudyFileError(first ?? { where: 'study', expected: 'a study', received: 'none' }, others);
}

/** What an issue says, one by one: of a choice that fits nowhere, what the nearest alternative says. */
function faultsOf(issue: z.core.$ZodIssue, above: SettingPath): Fault[] {
  const path = [...above, ...issue.path];
  const expected = issue.message;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], expected, isName: true }));
  }
  if (issue.code !== 'invalid_union')
    return [{ path, expected, isName: false, complaint: complaintIn(issue) }];
  const branches = issue.errors.map((inner) => inner.flatMap((one) => faultsOf(one, path)));
  const near = branches.find((faults) =>
    faults.some((fault) => fault.path.length > path.length || fault.complaint),
  );
  return near ?? [{ path, expected, isName: false }];
}

/** Whether a fault only follows from a misspelt name: a group that is empty without it, a setting that it was to be. */
function isConsequence({ path, isName }: Fault, faults: readonly Fault[]): boolean {
  if (isName) return false;
  const key = path.map(String).join('.');
  return faults.some((other) => {
    if (!other.isName) return false;
    const group = other.path.slice(0, -1);
    const meant = nearest(String(other.path.at(-1)), namesAt(group));
    return group.map(String).join('.') === key || [...group, meant].map(String).join('.') === key;
  });
}

function complaintIn(issue: z.core.$ZodIssue): Complaint | undefined {
  const inner: unknown = issue.code === 'custom' ? issue.params?.complaint : undefined;
  return isComplaint(inner) ? inner : undefined;
}

function isComplaint(value: unknown): value is Complaint {
  return (
    typeof value === 'object' &&
    value !== null &&
    'where' in value &&
    'expected' in value &&
    'received' in value
  );
}

function explain(fault: Fault, document: StudyDocument): Complaint {
  const { path, expected, isName, complaint } = fault;
  const place = [document.place(path), path.map(String).join('.')].filter(Boolean).join(', ');
  if (complaint) return { ...complaint, where: `${place}, ${complaint.where}` };
  const name = isName ? String(path.at(-1)) : document.value(path);
  const candidates = isName ? namesAt(path.slice(0, -1)) : wordsAt(path);
  const meant = typeof name === 'string' ? nearest(name, candidates) : undefined;
  return {
    where: isName ? document.place(path, true) + inside(path.slice(0, -1)) : place,
    expected,
    received: textOf(name),
    ...(meant !== undefined && { remedy: `Did you mean "${meant}"?` }),
  };
}

function inside(path: SettingPath): string {
  return path.length === 0 ? '' : `, ${path.map(String).join('.')}`;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The names of settings that may stand in the group at a path. */
function namesAt(path: SettingPath): string[] {
  return schemasAt(path).flatMap((schema) => Object.keys(schema.properties ?? {}));
}

/** The words that may stand at a path. */
function wordsAt(path: SettingPath): string[] {
  return schemasAt(path)
    .flatMap((schema) => [...(schema.enum ?? []), ...Object.keys(schema.properties ?? {})])
    .filter((word) => typeof word === 'string');
}

/** What the schema allows at a path, all alternatives. */
function schemasAt(path: SettingPath): JsonSchema[] {
  const step = (schema: JsonSchema, key: PropertyKey): unknown =>
    typeof key === 'number' ? schema.items : schema.properties?.[String(key)];
  return path.reduce<JsonSchema[]>(
    (schemas, key) => schemas.flatMap((schema) => alternatives(step(schema, key))),
    alternatives(studyJsonSchema()),
  );
}

function alternatives(schema: unknown): JsonSchema[] {
  if (!isSchema(schema)) return [];
  return [schema, ...(schema.anyOf ?? []).flatMap(alternatives)];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
