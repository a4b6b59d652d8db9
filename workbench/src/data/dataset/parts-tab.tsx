import { useState } from 'react';
import { Button } from '../../controls/button.tsx';
import { Notice } from '../../controls/notice.tsx';
import styles from './dataset.module.css';
import { OpenTestDialog } from './open-test-dialog.tsx';
import { PartBadge } from './part-badge.tsx';
import { type DatasetAbout, type Division, partNames } from './use-dataset.ts';

/** How a dataset is divided, and how many items of each class are in each part. */
export function PartsTab({
  about,
  division,
  onOpened,
}: {
  readonly about: DatasetAbout;
  readonly division: Division | undefined;
  readonly onOpened: () => void;
}) {
  return (
    <div className={styles.parts}>
      <Classes {...{ about, division }} />
      <section aria-labelledby="splits">
        <h2 id="splits">Splits</h2>
        {about.divisions.length === 0 && (
          <p>This dataset is not divided yet: a study records its split here.</p>
        )}
        <ul className={styles.splits}>
          {about.divisions.map((one) => (
            <Split key={one.key} division={one} path={about.path} onOpened={onOpened} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function Classes({
  about: { classes, sealedItems, items },
  division,
}: {
  readonly about: DatasetAbout;
  readonly division: Division | undefined;
}) {
  const most = Math.max(1, ...classes.map((one) => one.items));
  const isSealed = sealedItems > 0;
  return (
    <section aria-labelledby="classes">
      <h2 id="classes">Classes</h2>
      <table className={styles.classes}>
        <thead>
          <tr>
            <th scope="col">Label</th>
            <th scope="col">Items</th>
            <td />
            {division &&
              partNames.map((part) => (
                <th key={part} scope="col">
                  <PartBadge part={part} />
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((one) => (
            <tr key={one.label ?? ''}>
              <th scope="row">{one.label ?? 'Without a label'}</th>
              <td>{one.items.toLocaleString('en')}</td>
              <td className={styles.bar}>
                <span style={{ width: `${(100 * one.items) / most}%` }} />
              </td>
              {division &&
                partNames.map((part) => (
                  <td key={part}>
                    {part === 'test' && isSealed ? 'sealed' : one.parts[part].toLocaleString('en')}
                  </td>
                ))}
            </tr>
          ))}
          {isSealed && (
            <tr>
              <th scope="row">In a sealed test part</th>
              <td>{sealedItems.toLocaleString('en')}</td>
              <td colSpan={division ? 4 : 1} />
            </tr>
          )}
        </tbody>
      </table>
      <p className={styles.hint}>{items.toLocaleString('en')} items altogether.</p>
    </section>
  );
}

function openedText(openings: number): string {
  if (openings === 0) return 'never opened';
  return openings === 1 ? 'opened once' : `opened ${openings} times`;
}

function Split({
  division,
  path,
  onOpened,
}: {
  readonly division: Division;
  readonly path: string;
  readonly onOpened: () => void;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const { how, time, counts, openings, isOpen, isHeldOut, isKnown } = division;
  return (
    <li className={styles.split}>
      <div>
        <strong>{how}</strong>
        {time && <span className={styles.hint}> {time.slice(0, 16).replace('T', ' ')}</span>}
      </div>
      <div className={styles.counts}>
        {partNames.map((part) => (
          <span key={part}>
            <PartBadge part={part} /> {counts[part].toLocaleString('en')}
          </span>
        ))}
      </div>
      <div className={styles.seals}>
        <span>
          Test part {openedText(openings)}
          {isHeldOut ? (isOpen ? ', open to look at' : ', sealed here') : ', folds are not sealed'}
        </span>
        {isHeldOut && !isOpen && isKnown && (
          <Button onClick={() => setIsAsking(true)}>Open the test part …</Button>
        )}
      </div>
      {!isKnown && (
        <Notice kind="warning">
          Which item is in which part was not recorded then. Run its study once more, and it is.
        </Notice>
      )}
      {isAsking && <OpenTestDialog {...{ path, division, onOpened }} onClose={() => setIsAsking(false)} />}
    </li>
  );
}
