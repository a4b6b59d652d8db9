/** A connected group of marked pixels. */
export interface Component {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
  /** How many pixels it has, and how many of them have a neighbor, beside, above or below, that is not marked. */
  readonly area: number;
  readonly outline: number;
}

/** The groups of marked pixels that touch, diagonally too, in the order of their first pixel. */
export function componentsOf(marked: Uint8Array, rows: number, columns: number): Component[] {
  const seen = new Uint8Array(marked.length);
  const queue = new Uint32Array(marked.length);
  const found: Component[] = [];
  for (let first = 0; first < marked.length; first++) {
    if (marked[first] === 1 && seen[first] === 0)
      found.push(flood(marked, seen, queue, first, rows, columns));
  }
  return found;
}

function flood(
  marked: Uint8Array,
  seen: Uint8Array,
  queue: Uint32Array,
  first: number,
  rows: number,
  columns: number,
): Component {
  let [top, left, bottom, right, area, outline, end] = [rows, columns, 0, 0, 0, 0, 1];
  queue[0] = first;
  seen[first] = 1;
  for (let at = 0; at < end; at++) {
    const pixel = queue[at] ?? 0;
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    area++;
    let bare = row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        const next = y * columns + x;
        if (marked[next] !== 1) {
          if (y === row || x === column) bare = true;
        } else if (seen[next] === 0) {
          seen[next] = 1;
          queue[end++] = next;
        }
      }
    }
    if (bare) outline++;
  }
  return { top, left, height: bottom - top + 1, width: right - left + 1, area, outline };
}
