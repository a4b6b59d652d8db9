import { Notice } from '../controls/notice.tsx';
import { Select } from '../controls/select.tsx';
import { type Tab, Tabs } from '../controls/tabs.tsx';
import { Link } from '../navigation/link.tsx';
import type { PageProps } from '../pages.tsx';
import { CasesTab } from './cases/cases-tab.tsx';
import { type CompareAddress, changeAddress, readAddress } from './compare-address.ts';
import styles from './compare-page.module.css';
import { ConfusionTab } from './confusion/confusion-tab.tsx';
import { RunChooser } from './run-chooser.tsx';
import { RegressionTab } from './scatter/regression-tab.tsx';
import { ScatterTab } from './scatter/scatter-tab.tsx';
import { ScoresTab } from './scores/scores-tab.tsx';
import { SideChooser } from './side-chooser.tsx';
import { type Comparison, comparedQuery, useComparison } from './use-comparison.ts';

/** Runs, or the methods of one, beside each other: scores, and case by case. */
export default function ComparePage({ search }: PageProps) {
  const address = readAddress(search);
  return address.runs.length > 0 ? <Compared address={address} /> : <RunChooser />;
}

function Compared({ address }: { readonly address: CompareAddress }) {
  const { value, error, isLoading } = useComparison(comparedQuery(address));
  if (error && !value) {
    return (
      <Notice
        kind="error"
        title="These runs cannot be compared"
        actions={<Link to="/compare">Choose others</Link>}
      >
        {error.message}
      </Notice>
    );
  }
  if (!value) return <p role="status">Reading the cases …</p>;
  return (
    <div className={styles.page} aria-busy={isLoading}>
      <Head comparison={value} address={address} />
      {error && <Notice kind="error">{error.message}</Notice>}
      <Views comparison={value} address={address} />
    </div>
  );
}

interface ComparedProps {
  readonly comparison: Comparison;
  readonly address: CompareAddress;
}

const PARTS = {
  test: 'Test part',
  validation: 'Validation part',
  elsewhere: 'Scans from elsewhere',
} as const;

function Head({ comparison, address }: ComparedProps) {
  const { runs, part, parts } = comparison;
  const options = [...new Set([...parts, part])].map((value) => ({ value, label: PARTS[value] }));
  return (
    <div className={styles.head}>
      <h1>Compare</h1>
      <ul className={styles.runs} aria-label="Runs">
        {runs.map(({ id, name }) => (
          <li key={id}>
            <Link to={`/runs/${id}`} title={name}>
              {id} <span className={styles.name}>{name}</span>
            </Link>
            {runs.length > 1 && (
              <button
                type="button"
                aria-label={`Without run ${id}`}
                onClick={() =>
                  changeAddress(address, {
                    runs: address.runs.filter((run) => run !== id),
                    sides: [],
                    case: undefined,
                  })
                }
              >
                ×
              </button>
            )}
          </li>
        ))}
        <li>
          <Link to={`/compare?choose=${runs.map(({ id }) => id).join(',')}`}>Others …</Link>
        </li>
      </ul>
      <div className={styles.choices}>
        <SideChooser
          comparison={comparison}
          onChange={(sides) =>
            changeAddress(address, { sides, case: undefined, predictedBy: undefined, predicted: undefined })
          }
        />
        <Select
          label="Part of the data"
          isLabelHidden
          value={part}
          options={options}
          onChange={(chosen) => changeAddress(address, { part: chosen, sides: [], case: undefined })}
        />
      </div>
    </div>
  );
}

function Views({ comparison, address }: ComparedProps) {
  const open = (at: number) =>
    changeAddress(address, { tab: 'cases', case: at, label: undefined, predicted: undefined });
  const tabs = tabsOf({ comparison, address }, open);
  const chosen = tabs.find(({ key }) => key === address.tab) ?? tabs[0];
  return (
    <Tabs
      label="Views"
      tabs={tabs}
      chosen={chosen?.key ?? ''}
      onChoose={(tab) => changeAddress(address, { tab })}
    />
  );
}

/** What can be looked at: of classes, numbers and images not the same. */
function tabsOf({ comparison, address }: ComparedProps, open: (at: number) => void): Tab[] {
  const { kind } = comparison.sides[0] ?? {};
  const props = { comparison, address };
  const several = comparison.sides.length > 1;
  const tabs: (Tab | false)[] = [
    { key: 'scores', title: 'Scores and settings', content: <ScoresTab comparison={comparison} /> },
    kind !== undefined && { key: 'cases', title: 'Cases', content: <CasesTab {...props} /> },
    kind === 'classes' && { key: 'confusion', title: 'Confusion', content: <ConfusionTab {...props} /> },
    kind === 'values' && {
      key: 'regression',
      title: 'Regression',
      content: <RegressionTab {...props} onOpen={open} />,
    },
    several && {
      key: 'scatter',
      title: 'One against another',
      content: <ScatterTab {...props} onOpen={open} />,
    },
  ];
  return tabs.filter((tab) => tab !== false);
}
