import { formatNumber } from 'echotrain/report';
import { z } from 'zod';
import { said } from '../api/client.ts';
import { useQuery } from '../api/use-query.ts';
import { Notice } from '../controls/notice.tsx';
import { Link } from '../navigation/link.tsx';
import { bytesText, isActive, scoreName } from '../runs/words.ts';
import styles from './details.module.css';
import type { RunDetails } from './use-run.ts';

type Artifact = RunDetails['artifacts'][number];

/** What came out of a run: scores, report, files. */
export function ResultsTab({ details: { run, artifacts, openings } }: { readonly details: RunDetails }) {
  const report = artifacts.find(({ kind }) => kind === 'report');
  const hasScores = Object.keys(run.scores).length > 0;
  if (!hasScores && artifacts.length === 0) {
    const isAtWork = isActive(run.status);
    return (
      <Notice kind="empty" title={isAtWork ? 'No results yet' : 'No results'}>
        {isAtWork ? 'They come at the end of the run.' : 'The run ended before anything came out.'}
      </Notice>
    );
  }
  return (
    <div className={styles.sections}>
      {hasScores && <ScoresSection id={run.id} scores={run.scores} artifacts={artifacts} />}
      <section className={styles.section}>
        <h2>Files</h2>
        {report && (
          <p>
            <a className={styles.report} href={fileAddress(run.id, report)} target="_blank" rel="noopener">
              Open the report
            </a>
          </p>
        )}
        <FilesTable id={run.id} artifacts={artifacts} />
        <p>
          <Link to={`/compare?runs=${run.id}`}>Cases of this run, side by side</Link>
        </p>
      </section>
      {openings.length > 0 && (
        <section className={styles.section}>
          <h2>Openings of the test part</h2>
          <ul>
            {openings.map(({ split, purpose }) => (
              <li key={`${split} ${purpose}`}>
                {purpose}: split <code>{split.slice(0, 12)}…</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const number = z.number().nullable().optional();
const interval = z.object({ lower: z.number(), upper: z.number() });

/** What of a result's file is shown beside the scores. */
const resultShape = z.object({
  settings: z.object({ evaluation: z.object({ level: z.number().optional() }).optional() }).catch({}),
  intervals: z.record(z.string(), z.record(z.string(), interval)).catch({}),
  spread: z.record(z.string(), z.record(z.string(), number)).catch({}),
});

/** The parts of the data, what matters most first. */
const PARTS = ['test', 'validation', 'train'] as const;

function ScoresSection({
  id,
  scores,
  artifacts,
}: {
  readonly id: number;
  readonly scores: RunDetails['run']['scores'];
  readonly artifacts: readonly Artifact[];
}) {
  const file = artifacts.find(({ name }) => /(^|[\\/])result\.json$/.test(name));
  const { value } = useQuery(`result of ${id} ${file?.sha256}`, async () => {
    if (!file) return undefined;
    const answer = await said(fetch(fileAddress(id, file)));
    return resultShape.parse(answer);
  });
  const level = value?.settings.evaluation?.level ?? 0.95;
  const rows = PARTS.flatMap((part) =>
    Object.entries(scores).filter(([name]) => name.startsWith(`${part}/`)),
  );
  const intervalOf = (name: string) => {
    const [part = '', score = ''] = name.split('/');
    return { range: value?.intervals[part]?.[score], spread: value?.spread[part]?.[score] };
  };
  const hasSpread = rows.some(([name]) => typeof intervalOf(name).spread === 'number');
  return (
    <section className={styles.section}>
      <h2>Scores</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Score</th>
            <th scope="col">Value</th>
            {hasSpread && <th scope="col">± over trainings</th>}
            <th scope="col">{formatNumber(100 * level)} % interval</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, score]) => {
            const { range, spread } = intervalOf(name);
            return (
              <tr key={name}>
                <th scope="row">{scoreName(name)}</th>
                <td>{formatNumber(score, 4)}</td>
                {hasSpread && <td>{typeof spread === 'number' ? formatNumber(spread) : ''}</td>}
                <td>{range && `${formatNumber(range.lower, 4)} to ${formatNumber(range.upper, 4)}`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function FilesTable({ id, artifacts }: { readonly id: number; readonly artifacts: readonly Artifact[] }) {
  if (artifacts.length === 0) return <p>None were noted.</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">What</th>
          <th scope="col">Size</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        {artifacts.map((artifact) => (
          <tr key={artifact.name}>
            <th scope="row">
              <a href={fileAddress(id, artifact)} target="_blank" rel="noopener" title={artifact.name}>
                {artifact.name.split(/[\\/]/).at(-1)}
              </a>
            </th>
            <td>{artifact.kind}</td>
            <td>{bytesText(artifact.bytes)}</td>
            <td title={artifact.sha256}>
              <code>{artifact.sha256.slice(0, 12)}…</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function fileAddress(id: number, { name }: Artifact): string {
  return `/api/runs/${id}/files/${encodeURIComponent(name)}`;
}
