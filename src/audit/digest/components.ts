/** A connected group of marked pixels. */
export interface Component {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
  /** How many pixels it has. */
  readonly area: number;
}

/** Marked pixels beside each other in a row. */
class Run {
  readonly row: number;
  readonly from: number;
  /** The first column behind it. */
  readonly to: number;
  /** The run that stands for its group; itself where it does. */
  head: Run = this;

  constructor(row: number, from: number, to: number) {
    this.row = row;
    this.from = from;
    this.to = to;
  }
}

/** The groups of marked pixels that touch, diagonally too; found by runs of pixels, row by row. */
export function componentsOf(marked: Uint8Array, rows: number, columns: number): Component[] {
  const all: Run[] = [];
  let above: readonly Run[] = [];
  for (let row = 0; row < rows; row++) {
    const runs = runsOf(marked, row, columns);
    joinTouching(above, runs);
    for (const run of runs) all.push(run);
    above = runs;
  }
  return [...Map.groupBy(all, headOf).values()].map(framed);
}

function runsOf(marked: Uint8Array, row: number, columns: number): Run[] {
  const runs: Run[] = [];
  const start = row * columns;
  for (let from = 0; from < columns; from++) {
    if (marked[start + from] !== 1) continue;
    let to = from + 1;
    while (to < columns && marked[start + to] === 1) to++;
    runs.push(new Run(row, from, to));
    from = to;
  }
  return runs;
}

/** Both lists are in the order of columns. */
function joinTouching(above: readonly Run[], runs: readonly Run[]): void {
  let at = 0;
  for (const run of runs) {
    while (at > 0 && (above[at - 1]?.to ?? 0) >= run.from) at--;
    for (let upper = above[at]; upper && upper.from <= run.to; upper = above[++at]) {
      if (upper.to >= run.from) headOf(run).head = headOf(upper);
    }
  }
}

/** The run at the end of the chain, which is shortened on the way (Tarjan 1975). */
function headOf(run: Run): Run {
  let head = run;
  while (head.head !== head) {
    head.head = head.head.head;
    head = head.head;
  }
  return head;
}

function framed(runs: readonly Run[]): Component {
  let [top, left, bottom, right, area] = [Infinity, Infinity, 0, 0, 0];
  for (const { row, from, to } of runs) {
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
    [left, right] = [Math.min(left, from), Math.max(right, to)];
    area += to - from;
  }
  return { top, left, height: bottom - top, width: right - left, area };
}

/** How many marked pixels of a component's rectangle have a neighbor, beside, above or below, that is not marked. */
export function outlineOf(
  marked: Uint8Array,
  { top, left, height, width }: Component,
  columns: number,
): number {
  const isMarked = (row: number, column: number) =>
    column >= 0 && column < columns && marked[row * columns + column] === 1;
  let outline = 0;
  for (let row = top; row < top + height; row++) {
    for (let column = left; column < left + width; column++) {
      if (!isMarked(row, column)) continue;
      const isInner =
        isMarked(row - 1, column) &&
        isMarked(row + 1, column) &&
        isMarked(row, column - 1) &&
        isMarked(row, column + 1);
      if (!isInner) outline++;
    }
  }
  return outline;
}
