import { formatNumber } from 'echotrain/report';
import { Button } from '../../controls/button.tsx';
import { Checkbox } from '../../controls/checkbox.tsx';
import { Select } from '../../controls/select.tsx';
import { TextField } from '../../controls/text-field.tsx';
import { type CompareAddress, changeAddress } from '../compare-address.ts';
import { isHighBest, scoreTitle } from '../score-words.ts';
import { sideNames } from '../side-names.ts';
import type { RowFilter, Side } from '../use-comparison.ts';
import styles from './cases-tab.module.css';

/** Which cases are shown, and by which score. */
export interface ChosenCases {
  readonly text: string;
  readonly wrong: boolean;
  readonly shared: boolean;
  readonly withImages: boolean;
  readonly score: string;
  /** Numbers of two sides: the first less the second; empty without a difference. */
  readonly pair: string;
}

/** What the server is asked for. */
export function filterOf(
  { text, wrong, shared, score }: ChosenCases,
  { label, predicted, predictedBy }: CompareAddress,
  sides: readonly Side[],
): RowFilter {
  return {
    ...{ sort: score, by: sides.length - 1, descending: !isHighBest(score) },
    ...(text && { text }),
    ...(label !== undefined && { label }),
    ...(predicted !== undefined && { predicted, predictedBy: predictedBy ?? 0 }),
    ...(wrong && { wrong: true }),
    ...(shared && { shared: true }),
  };
}

/** What chooses cases. */
export function CaseFilters({
  sides,
  address,
  chosen,
  onChange,
  count,
  total,
  someImages,
}: {
  readonly sides: readonly Side[];
  readonly address: CompareAddress;
  readonly chosen: ChosenCases;
  readonly onChange: (change: Partial<ChosenCases>) => void;
  readonly count: number | undefined;
  readonly total: number;
  /** Whether images were kept of some cases and not of others. */
  readonly someImages: boolean;
}) {
  const { kind, scores = [], classNames = [] } = sides[0] ?? {};
  const { label, predicted, predictedBy = 0 } = address;
  const names = sideNames(sides);
  return (
    <>
      <div className={styles.filters}>
        <div className={styles.search}>
          <TextField
            label="Name or subject"
            isLabelHidden
            type="search"
            placeholder="Name or subject"
            value={chosen.text}
            onChange={(text) => onChange({ text })}
          />
        </div>
        {kind === 'classes' && (
          <Select
            label="True class"
            isLabelHidden
            value={label ?? ''}
            options={[
              { value: '', label: 'All classes' },
              ...classNames.map((name) => ({ value: name, label: name })),
            ]}
            onChange={(name) => changeAddress(address, { label: name || undefined })}
          />
        )}
        {kind === 'images' && (
          <Select
            label="Score"
            isLabelHidden
            value={chosen.score}
            options={scores.map((score) => ({ value: score, label: scoreTitle(score) }))}
            onChange={(score) => onChange({ score })}
          />
        )}
        {sides.length > 2 && (
          <Select
            label="Difference"
            isLabelHidden
            value={chosen.pair}
            options={pairsOf(names)}
            onChange={(pair) => onChange({ pair })}
          />
        )}
      </div>
      <div className={styles.filters}>
        {kind === 'classes' && (
          <Checkbox
            label="Wrong on some side"
            isChecked={chosen.wrong}
            onChange={(wrong) => onChange({ wrong })}
          />
        )}
        {sides.length > 1 && (
          <Checkbox label="Shared" isChecked={chosen.shared} onChange={(shared) => onChange({ shared })} />
        )}
        {someImages && (
          <Checkbox
            label="With image"
            isChecked={chosen.withImages}
            onChange={(withImages) => onChange({ withImages })}
          />
        )}
        <p className={styles.count} role="status">
          {count === undefined ? '…' : `${formatNumber(count)} of ${formatNumber(total)} cases`}
          {predicted !== undefined && `, which ${names[predictedBy]} takes for “${predicted}”`}
        </p>
        {predicted !== undefined && (
          <Button
            kind="quiet"
            onClick={() =>
              changeAddress(address, { label: undefined, predicted: undefined, predictedBy: undefined })
            }
          >
            Show all
          </Button>
        )}
      </div>
    </>
  );
}

function pairsOf(names: readonly string[]): { value: string; label: string }[] {
  return names.flatMap((name, at) =>
    names.flatMap((other, less) =>
      less === at ? [] : [{ value: `${at} ${less}`, label: `${name} − ${other}` }],
    ),
  );
}
