import { useEffect, useMemo, useRef, useState } from 'react';
import { classes } from '../../controls/classes.ts';
import { Notice } from '../../controls/notice.tsx';
import { type CompareAddress, changeAddress } from '../compare-address.ts';
import { mainScore } from '../score-words.ts';
import { type Comparison, comparedQuery, useRows } from '../use-comparison.ts';
import { CaseView } from '../viewer/case-view.tsx';
import { CaseFilters, type ChosenCases, filterOf } from './case-filters.tsx';
import { CaseTable } from './case-table.tsx';
import styles from './cases-tab.module.css';

/** The address learns of the case that is looked at once one stays with it, in milliseconds. */
const SETTLED_MS = 400;

/** All cases in a table, and beside it the one that is looked at. */
export function CasesTab({
  comparison,
  address,
}: {
  readonly comparison: Comparison;
  readonly address: CompareAddress;
}) {
  const { sides, part } = comparison;
  const query = comparedQuery({ ...address, part, sides: sides.map(({ key }) => key) });
  const [chosen, setChosen] = useState<ChosenCases>({
    text: '',
    wrong: false,
    shared: false,
    withImages: false,
    score: mainScore(sides[0]?.scores ?? []),
    pair: sides.length > 1 ? `${sides.length - 1} 0` : '',
  });
  const { value, error, isLoading } = useRows(query, filterOf(chosen, address, sides));
  const [at, setAt] = useCase(address);
  const viewer = useRef<HTMLElement>(null);
  const someImages = useMemo(() => new Set(value?.rows.map(({ hasImages }) => hasImages)).size > 1, [value]);
  const { withImages } = chosen;
  const rows = useMemo(
    () => (withImages ? value?.rows.filter(({ hasImages }) => hasImages) : value?.rows),
    [value, withImages],
  );
  const shown = at ?? rows?.[0]?.case;
  return (
    <div className={classes(styles.tab, sides[0]?.kind === 'images' && styles.withImages)}>
      <div className={styles.list}>
        <CaseFilters
          {...{ sides, address }}
          chosen={chosen}
          onChange={(change) => setChosen((before) => ({ ...before, ...change }))}
          count={rows?.length}
          total={comparison.cases}
          someImages={someImages}
        />
        {error && <Notice kind="error">{error.message}</Notice>}
        {rows ? (
          <CaseTable
            {...{ sides, rows }}
            score={chosen.score}
            pair={chosen.pair}
            shown={shown}
            isLoading={isLoading}
            onFocus={setAt}
            onOpen={(row) => {
              setAt(row);
              requestAnimationFrame(() => viewer.current?.focus());
            }}
          />
        ) : (
          !error && <p role="status">Reading the cases …</p>
        )}
      </div>
      <section ref={viewer} className={styles.viewer} aria-label="The case that is looked at" tabIndex={-1}>
        {shown !== undefined && <CaseView query={query} at={shown} sides={sides} />}
      </section>
    </div>
  );
}

/** The case that is looked at, first as the address says. */
function useCase(address: CompareAddress): readonly [number | undefined, (at: number) => void] {
  const [at, setAt] = useState(address.case);
  const latest = useRef(address);
  latest.current = address;
  useEffect(() => {
    if (at === undefined || at === latest.current.case) return;
    const timer = setTimeout(() => changeAddress(latest.current, { case: at }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [at]);
  return [at, setAt];
}
