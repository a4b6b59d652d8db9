import { check, InputError } from '../../util/errors.ts';
import type { Problem } from '../reading/problem.ts';
import type { TableText } from '../reading/read-table.ts';
import { stemOf } from './item-ids.ts';

/** Which columns of a table say what. */
export interface LabelColumns {
  /** What its rows are joined by; by default the column that names the most files. */
  readonly key?: string | undefined;
  readonly label?: string | undefined;
  readonly subject?: string | undefined;
  readonly site?: string | undefined;
}

/** What a table says of an item. */
export interface ListedItem {
  readonly label?: string;
  readonly subject?: string;
  readonly site?: string;
}

/** What an item can be listed by: its own names, and those that it may share with others. */
export interface ItemNames {
  readonly own: readonly string[];
  readonly shared: readonly string[];
}

/** Subjects are known when the files have been read, too late to find their column. */
const OR_SUBJECTS = 'Name one by --key COLUMN; one of subjects will do, too.';

const LABEL_COLUMNS = ['label', 'class', 'target', 'diagnosis'];

/** A table of labels, whose rows are joined to items one by one. */
export class LabelTable {
  /** The table's file. */
  readonly path: string;
  readonly #table: TableText;
  readonly #columns: Readonly<Record<'label' | 'subject' | 'site', number>>;
  readonly #key: number;
  readonly #rows = new Map<string, number>();
  readonly #taken = new Map<number, 'own' | 'shared'>();
  readonly #problems: Problem[] = [];

  /**
   * @param names the names of all items that are known yet, by which the key is found.
   * @throws InputError for columns that are not there, naming those that are.
   */
  constructor(path: string, table: TableText, columns: LabelColumns, names: readonly ItemNames[]) {
    this.path = path;
    this.#table = table;
    const some = columns.subject !== undefined || columns.site !== undefined;
    const label = columns.label ?? LABEL_COLUMNS.find((name) => table.header.includes(name));
    check(label !== undefined || some, () => this.#noColumn('--label', 'of labels').complaint);
    this.#columns = {
      label: this.#at('--label', label),
      subject: this.#at('--subject', columns.subject),
      site: this.#at('--site', columns.site),
    };
    this.#key = columns.key === undefined ? this.#bestKey(names) : this.#at('--key', columns.key);
    this.#index();
  }

  /** The name of the column that rows are joined by. */
  get key(): string {
    return this.#table.header[this.#key] ?? '';
  }

  /** Whether the table gives labels, not only subjects or sites. */
  get givesLabels(): boolean {
    return this.#columns.label >= 0;
  }

  /** What the table says of an item; nothing where no row names it; a problem where its row names another, too. */
  find(file: string, { own, shared }: ItemNames): ListedItem | Problem {
    const row = this.#rowOf(own);
    if (row === undefined) return this.#listed(this.#rowOf(shared), 'shared');
    if (this.#taken.get(row) !== 'own') return this.#listed(row, 'own');
    const key = JSON.stringify(this.#table.rows[row]?.[this.#key]);
    const reason = `expected a row of its own in ${this.path}, received ${key}, which names another file, too. List paths instead of names.`;
    return { file, reason };
  }

  /** What is wrong with the table, once every item was looked for: doubled keys, rows that no item has. */
  problems(): Problem[] {
    const unused = [...this.#rows].filter(([, row]) => !this.#taken.has(row));
    return [
      ...this.#problems,
      ...unused.map(([key, row]) => ({
        file: `${this.path}, row ${row + 1}`,
        reason: `expected an image called ${JSON.stringify(key)}, received none.`,
      })),
    ];
  }

  #rowOf(names: readonly string[]): number | undefined {
    return names.map((name) => this.#rows.get(name)).find((row) => row !== undefined);
  }

  #listed(row: number | undefined, how: 'own' | 'shared'): ListedItem {
    if (row === undefined) return {};
    this.#taken.set(row, how);
    const cell = (column: number) => this.#table.rows[row]?.[column]?.trim();
    const { label, subject, site } = this.#columns;
    const entries = Object.entries({ label: cell(label), subject: cell(subject), site: cell(site) });
    return Object.fromEntries(entries.filter(([, text]) => text));
  }

  #index(): void {
    for (const [row, cells] of this.#table.rows.entries()) {
      const key = cells[this.#key]?.trim() ?? '';
      const earlier = this.#rows.get(key);
      const file = `${this.path}, row ${row + 1}`;
      if (key === '')
        this.#problems.push({ file, reason: `expected a value of ${this.key}, received an empty cell.` });
      else if (earlier === undefined) this.#rows.set(key, row);
      else
        this.#problems.push({
          file,
          reason: `expected every ${this.key} once, received ${JSON.stringify(key)} of row ${earlier + 1} again.`,
        });
    }
  }

  /** The column whose cells name the most items. */
  #bestKey(names: readonly ItemNames[]): number {
    const known = new Set(names.flatMap(({ own, shared }) => [...own, ...shared]));
    const hits = this.#table.header.map(
      (_, column) => this.#table.rows.filter((cells) => known.has(cells[column]?.trim() ?? '')).length,
    );
    const most = Math.max(0, ...hits);
    if (most === 0) throw this.#noColumn('--key', 'with the names of the images', OR_SUBJECTS);
    return hits.indexOf(most);
  }

  #at(option: string, name: string | undefined): number {
    const at = name === undefined ? -1 : this.#table.header.indexOf(name);
    check(name === undefined || at >= 0, () => this.#noColumn(option, JSON.stringify(name)).complaint);
    return at;
  }

  #noColumn(option: string, wanted: string, remedy = `Name one by ${option} COLUMN.`): InputError {
    return new InputError({
      where: this.path,
      expected: `a column ${wanted}`,
      received: `the columns ${this.#table.header.join(', ')}`,
      remedy,
    });
  }
}

/** The names that a file can be listed by: path, name, both without the ending, id. */
export function namesOf(name: string, id: string, path: string): string[] {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return [...new Set([path, name, stemOf(name), id, base, stemOf(base)])];
}
