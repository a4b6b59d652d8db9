import type { ReactNode } from 'react';
import { Link } from '../navigation/link.tsx';
import styles from './details.module.css';
import type { RunDetails } from './use-run.ts';

/** What repeats a run: its study file, the data, the machine. */
export function RecipeTab({ details: { run, study, record } }: { readonly details: RunDetails }) {
  const { seed, device, threads, optimization, splitHash, dataHashes, versions } = record;
  const { processorFlags, environment, git } = record;
  return (
    <div className={styles.sections}>
      <section className={styles.section}>
        <h2>Study</h2>
        <section
          className={styles.study}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
          tabIndex={0}
          aria-label="Study file"
        >
          <pre>{study}</pre>
        </section>
        <p>
          <Link to={`/new?from=${run.id}`}>New run from this study</Link>
        </p>
      </section>
      <section className={styles.section}>
        <h2>What else repeats it</h2>
        <dl className={styles.facts}>
          <Fact name="Seed">{seed}</Fact>
          <Fact name="Device">{device}</Fact>
          <Fact name="Threads">{threads ?? 'all'}</Fact>
          <Fact name="Optimization level">{optimization}</Fact>
          <Fact name="Commit">
            {git && (
              <>
                <code>{git.commit}</code> {git.isChanged && '(with changed files)'}
              </>
            )}
          </Fact>
          {Object.entries(versions).map(([name, version]) => (
            <Fact key={name} name={name}>
              {version}
            </Fact>
          ))}
          {Object.entries(dataHashes).map(([part, hash]) => (
            <Fact key={part} name={`Data, ${part}`}>
              <code>{hash}</code>
            </Fact>
          ))}
          <Fact name="Split">{splitHash && <code>{splitHash}</code>}</Fact>
          <Fact name="Processor">{processorFlags.join(' ')}</Fact>
          {Object.entries(environment).map(([name, value]) => (
            <Fact key={name} name={name}>
              <code>{value}</code>
            </Fact>
          ))}
        </dl>
        <p>
          On the command line: <code>echotrain runs rerun {run.id}</code>
        </p>
      </section>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children || 'not known'}</dd>
    </>
  );
}
