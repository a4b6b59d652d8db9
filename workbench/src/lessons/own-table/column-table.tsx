import { Select } from '../../controls/select.tsx';
import type { ColumnSummary, TableSummary } from './columns.ts';
import styles from './own-table.module.css';
import { type Role, type Roles, roleNames, withRole } from './roles.ts';

const OPTIONS = (['feature', 'target', 'group', 'none'] as const).map((value) => ({
  value,
  label: roleNames[value],
}));

/** The columns of a table, what is missing in each, and what it is for. */
export function ColumnTable({
  summary: { rows, columns },
  roles,
  onChange,
}: {
  readonly summary: TableSummary;
  readonly roles: Roles;
  readonly onChange: (roles: Roles) => void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard.
    <div className={styles.columns} tabIndex={0}>
      <table>
        <caption>
          {rows.toLocaleString('en')} rows, {columns.length} columns
        </caption>
        <thead>
          <tr>
            {['column', 'holds', 'values', 'missing', 'is'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnRow
              key={column.name}
              column={column}
              rows={rows}
              role={roles[column.name] ?? 'none'}
              onChange={(role) => onChange(withRole(roles, column.name, role))}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnRow({
  column: { name, kind, missing, distinct, summary, odd },
  rows,
  role,
  onChange,
}: {
  readonly column: ColumnSummary;
  readonly rows: number;
  readonly role: Role;
  readonly onChange: (role: Role) => void;
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{kind === 'numbers' ? 'numbers' : `${distinct.toLocaleString('en')} words`}</td>
      <td>
        {summary}
        {odd && <div className={styles.odd}>{odd}</div>}
      </td>
      <td>{missing === 0 ? 'none' : `${missing.toLocaleString('en')} (${percent(missing / rows)})`}</td>
      <td>
        <Select label={`What ${name} is`} isLabelHidden value={role} options={OPTIONS} onChange={onChange} />
      </td>
    </tr>
  );
}

function percent(share: number): string {
  return share < 0.001 ? '< 0.1 %' : `${(100 * share).toFixed(1)} %`;
}
