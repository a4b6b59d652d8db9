import { Dataset, type Split, split } from 'echotrain/data';
import { type CsvTable, isMissing, numericColumn } from 'echotrain/formats';
import { countsOf } from './columns.ts';

/** What is to be learned from which columns. */
export interface TableTask {
  readonly target: string;
  /** Whether numbers of the target are names of classes. */
  readonly areClasses: boolean;
  readonly features: readonly string[];
  /** The column that says whose a row is; rows of one stay in one part. */
  readonly group: string | undefined;
}

/** A column of numbers for the network: of numbers, or whether a word is there. */
interface InputColumn {
  readonly name: string;
  /** The column of the table that it is made of, where it has numbers. */
  readonly source: string | undefined;
  readonly values: Float64Array;
}

/** A table that a network can learn from. */
export interface PreparedTable {
  readonly data: Dataset;
  readonly parts: Split;
  readonly inputs: readonly InputColumn[];
  /** The classes' names; none where numbers are predicted. */
  readonly classes: readonly string[];
  /** Mean and standard deviation of each input, in the training part. */
  readonly scales: readonly Scale[];
  /** Those of the target, where numbers are predicted. */
  readonly targetScale: Scale;
  /** Rows that say nothing of the target. */
  readonly leftOut: number;
}

/** How a column is standardized. */
export interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

/** More different words, or classes, than that are no use to a small network. */
const MOST = { words: 30, classes: 20 } as const;

const SEED = 1;

/**
 * A table as inputs and targets, standardized by the training part: words become one input each, a missing number the
 * mean. Rows without a target are left out.
 *
 * @throws Error in one line for a column that cannot be used.
 */
export function prepare(table: CsvTable, task: TableTask): PreparedTable {
  const rows = table.column(task.target).flatMap((cell, row) => (isMissing(cell) ? [] : [row]));
  const cellsOf = (name: string) => {
    const cells = table.column(name);
    return rows.map((row) => cells[row] ?? '');
  };
  const inputs = task.features.flatMap((name) => inputsOf(name, cellsOf(name)));
  if (inputs.length === 0) throw new Error('Choose at least one column to learn from.');
  const target = targetOf(task, cellsOf(task.target));
  const groups = task.group === undefined ? undefined : cellsOf(task.group);
  const parts = split(
    { count: rows.length, labels: target.labels, ...(groups && { groups }) },
    { validation: 0.2, test: 0.2, seed: SEED },
  );
  const scales = inputs.map(({ values }) => scaleOf(values, parts.train));
  const targetScale = scaleOf(target.values, parts.train);
  return {
    data: datasetOf(inputs, scales, target, targetScale),
    parts,
    inputs,
    classes: target.classes,
    scales,
    targetScale,
    leftOut: table.rows.length - rows.length,
  };
}

/** Larger numbers are no measurements, and their squares overflow. */
const LARGEST = 1e30;

/** A column's numbers, where it has numbers. */
function numbersOf(name: string, cells: readonly string[]): Float64Array | undefined {
  const numbers = numericColumn(cells);
  const large = numbers?.find((number) => Number.isFinite(number) && Math.abs(number) > LARGEST);
  if (large !== undefined)
    throw new Error(`Column "${name}" has ${large}: expected no number beyond ${LARGEST}.`);
  return numbers;
}

function inputsOf(name: string, cells: readonly string[]): InputColumn[] {
  const values = numbersOf(name, cells);
  if (values) return [{ name, source: name, values }];
  const words = [...countsOf(cells).keys()].toSorted();
  if (words.length > MOST.words) {
    throw new Error(
      `Column "${name}" has ${words.length} different words, more than ${MOST.words}: leave it out.`,
    );
  }
  return words.map((word) => ({
    name: `${name}: ${word}`,
    source: undefined,
    values: Float64Array.from(cells, (cell) => (cell.trim() === word ? 1 : 0)),
  }));
}

/** What is to be predicted: classes by their numbers, or numbers. */
interface Target {
  readonly classes: readonly string[];
  readonly labels: Int32Array | undefined;
  readonly values: Float64Array;
}

function targetOf({ target, areClasses }: TableTask, cells: readonly string[]): Target {
  const values = numbersOf(target, cells);
  if (values && !areClasses) return { classes: [], labels: undefined, values };
  const classes = [...countsOf(cells).keys()].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (classes.length < 2 || classes.length > MOST.classes) {
    throw new Error(`Column "${target}" has ${classes.length} classes: expected 2 to ${MOST.classes}.`);
  }
  const numbers = new Map(classes.map((name, at) => [name, at]));
  const labels = Int32Array.from(cells, (cell) => numbers.get(cell.trim()) ?? 0);
  return { classes, labels, values: Float64Array.from(labels) };
}

/** Mean and standard deviation of some rows' numbers; of a constant the deviation is 1. */
function scaleOf(values: Float64Array, rows: Uint32Array): Scale {
  let [sum, squares, count] = [0, 0, 0];
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += value;
    squares += value * value;
    count++;
  }
  const mean = count > 0 ? sum / count : 0;
  const variance = count > 0 ? squares / count - mean * mean : 0;
  return { mean, deviation: variance > 1e-12 * mean * mean && variance > 0 ? Math.sqrt(variance) : 1 };
}

/** A number in standard deviations from the mean; a missing one is the mean. */
export function scaled(value: number, { mean, deviation }: Scale): number {
  return Number.isFinite(value) ? (value - mean) / deviation : 0;
}

function datasetOf(
  inputs: readonly InputColumn[],
  scales: readonly Scale[],
  { classes, labels, values }: Target,
  targetScale: Scale,
): Dataset {
  const numbers = new Float32Array(values.length * inputs.length);
  for (const [at, input] of inputs.entries()) {
    const scale = scales[at] ?? { mean: 0, deviation: 1 };
    for (const [row, value] of input.values.entries())
      numbers[row * inputs.length + at] = scaled(value, scale);
  }
  const targets = labels
    ? ({ kind: 'classes', data: labels, shape: [], classNames: classes } as const)
    : ({
        kind: 'values',
        data: Float32Array.from(values, (value) => scaled(value, targetScale)),
        shape: [1],
      } as const);
  return new Dataset({ name: 'table', inputs: numbers, inputShape: [inputs.length], targets });
}
