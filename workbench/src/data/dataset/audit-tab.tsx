import type { InferResponseType } from 'hono/client';
import { useEffect } from 'react';
import { api, said } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { Button } from '../../controls/button.tsx';
import { Notice } from '../../controls/notice.tsx';
import { ProgressBar } from '../../controls/progress-bar.tsx';
import { Link } from '../../navigation/link.tsx';
import { dataAddress } from '../addresses.ts';
import styles from './dataset.module.css';

type AuditState = InferResponseType<typeof api.data.audits.$get, 200>;
type Audit = Extract<AuditState, { state: 'done' }>;
type Finding = Audit['result']['findings'][number];

/** How often a running audit is asked how far it is, in milliseconds. */
const ASK_MS = 500;

/** What is wrong with a dataset, as far as an audit has looked. */
export function AuditTab({ path }: { readonly path: string }) {
  const { value, error, refresh } = useQuery(`audit ${path}`, () =>
    said(api.data.audits.$get({ query: { path } })),
  );
  useEffect(() => {
    if (value?.state !== 'running') return;
    const timer = setTimeout(refresh, ASK_MS);
    return () => clearTimeout(timer);
  }, [value, refresh]);
  const start = () => said(api.data.audits.$post({ json: { path } })).then(refresh, refresh);
  if (error) return <Notice kind="error">{error.message}</Notice>;
  if (!value) return <p role="status">Reading …</p>;
  return (
    <div className={styles.audit}>
      {value.state === 'none' && (
        <Notice
          kind="empty"
          title="Not audited yet"
          actions={
            <Button kind="primary" onClick={() => void start()}>
              Audit now
            </Button>
          }
        >
          Looks for what spoils studies: subjects and copies on both sides of a split, labels that a header
          gives away, broken images, mixtures of scale and spacing, text in images, k-space that was made from
          images. It reads every file, and opens no test part to people.
        </Notice>
      )}
      {value.state === 'running' && (
        <ProgressBar
          label="Audit"
          share={value.total > 0 ? value.done / value.total : undefined}
          text={`${value.done.toLocaleString('en')} of ${value.total.toLocaleString('en')} items`}
        />
      )}
      {value.state === 'failed' && (
        <Notice
          kind="error"
          title="The audit has failed."
          actions={<Button onClick={() => void start()}>Again</Button>}
        >
          {value.message}
        </Notice>
      )}
      {value.state === 'done' && <Findings audit={value} path={path} onAgain={() => void start()} />}
    </div>
  );
}

function Findings({
  audit: { result, made, isCurrent },
  path,
  onAgain,
}: {
  readonly audit: Audit;
  readonly path: string;
  readonly onAgain: () => void;
}) {
  const { findings, counts, examined } = result;
  return (
    <>
      <div className={styles.auditHead}>
        <span>
          {counted(counts.error, 'error')}, {counted(counts.warning, 'warning')},{' '}
          {counted(counts.note, 'note')}; {examined.checks.length} checks of{' '}
          {examined.items.toLocaleString('en')} items, {made.slice(0, 16).replace('T', ' ')}
        </span>
        <Button onClick={onAgain}>Audit again</Button>
      </div>
      {!isCurrent && <Notice kind="warning">The dataset has changed since.</Notice>}
      {findings.length === 0 && <Notice kind="empty" title="Nothing was found" />}
      <ul className={styles.findings}>
        {findings.map((finding, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a check may find the same twice
          <FindingCard key={i} finding={finding} path={path} />
        ))}
      </ul>
    </>
  );
}

function FindingCard({ finding, path }: { readonly finding: Finding; readonly path: string }) {
  const { grade, title, remedy, evidence } = finding;
  const more = evidence.count - evidence.items.length;
  return (
    <li className={styles.finding} data-grade={grade}>
      <span className={styles.grade}>{grade}</span>
      <strong>{title}</strong>
      <p>{remedy}</p>
      {evidence.items.length > 0 && (
        <p className={styles.items}>
          {evidence.items.map((item) => (
            <Link key={item} to={dataAddress('item', { path, item })}>
              {item}
            </Link>
          ))}
          {more > 0 && <span>{more.toLocaleString('en')} more</span>}
        </p>
      )}
      {evidence.rows && (
        <details>
          <summary>{counted(evidence.rows.cells.length, 'case')}</summary>
          <table className={styles.classes}>
            <thead>
              <tr>
                {evidence.rows.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {evidence.rows.cells.map((cells, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names
                <tr key={row}>
                  {cells.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: nor have cells
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </li>
  );
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
