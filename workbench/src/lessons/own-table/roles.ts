import type { TableSummary } from './columns.ts';

/** What a column is for. */
export type Role = 'feature' | 'target' | 'group' | 'none';

/** Roles by the names of the columns. */
export type Roles = Readonly<Record<string, Role>>;

/** What a role is called. */
export const roleNames: Readonly<Record<Role, string>> = {
  feature: 'to learn from',
  target: 'to predict',
  group: 'whose row it is',
  none: 'left out',
};

/** Words that differ in more rows than that are rather names than categories. */
const MOST_WORDS = 30;

/** A first guess: the last column is what is to be predicted; names, numberings and empty columns are left out. */
export function guessedRoles({ columns, rows }: TableSummary): Roles {
  const useful = ({ kind, distinct, missing, isNumbering }: TableSummary['columns'][number]) =>
    distinct > 1 && missing < rows && !isNumbering && (kind === 'numbers' || distinct <= MOST_WORDS);
  const target = columns.findLast(useful)?.name;
  return Object.fromEntries(
    columns.map((column): [string, Role] => {
      if (column.name === target) return [column.name, 'target'];
      return [column.name, useful(column) ? 'feature' : 'none'];
    }),
  );
}

/** Roles after one was chosen: there is one target, and at most one column that says whose a row is. */
export function withRole(roles: Roles, name: string, role: Role): Roles {
  const isAlone = role === 'target' || role === 'group';
  const others = Object.entries(roles).map(([other, its]): [string, Role] => [
    other,
    isAlone && its === role ? 'feature' : its,
  ]);
  return { ...Object.fromEntries(others), [name]: role };
}

/** The columns that have a role. */
export function columnsWith(roles: Roles, role: Role): string[] {
  return Object.entries(roles).flatMap(([name, its]) => (its === role ? [name] : []));
}
