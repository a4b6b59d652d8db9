import type { ReactNode } from 'react';
import type { Tab } from '../controls/tabs.tsx';
import { isActive } from '../runs/words.ts';
import { ChartToolbar } from './chart-toolbar.tsx';
import styles from './curves-tab.module.css';
import { CurvesTab } from './curves-tab.tsx';
import { ExamplesTab } from './examples/examples-tab.tsx';
import { FindingsPanel } from './findings/findings-panel.tsx';
import { useFindings } from './findings/use-findings.ts';
import { useMarkedFinding } from './findings/use-marked-finding.ts';
import { InsideTab } from './inside/inside-tab.tsx';
import { LogTab } from './log-tab.tsx';
import { OverlayPicker } from './overlay-picker.tsx';
import { RecipeTab } from './recipe-tab.tsx';
import { ResultsTab } from './results-tab.tsx';
import { fullName } from './series/series-name.ts';
import type { RunDetails } from './use-run.ts';
import type { RunCharts } from './use-run-charts.ts';
import type { RunChoice } from './use-run-choice.ts';

/** The views of a run: its charts with what they say, and everything else. */
export function useRunViews(details: RunDetails, choice: RunChoice, charts: RunCharts): readonly Tab[] {
  const { run, study } = details;
  const { training, others, choose } = choice;
  const { feed, names, state } = charts;
  const isRunning = isActive(run.status);
  const findings = useFindings(feed, { run: run.id, training, names, study, isRunning });
  const { marked, mark } = useMarkedFinding(findings, charts, (isInside) =>
    choose('tab', isInside ? 'inside' : 'curves'),
  );
  const hasCurves = feed.whole(run.id, fullName(training, 'step/loss')) !== undefined;
  const panel = (
    <FindingsPanel
      {...{ run: run.id, findings, isRunning, hasCurves }}
      chosen={marked?.kind}
      onChoose={mark}
    />
  );
  const overlay = (
    <OverlayPicker run={run} chosen={others} onChoose={(ids) => choose('with', ids.join(','))} />
  );
  const curves = <CurvesTab {...charts} {...{ isRunning }} finding={marked} />;
  const inside = <InsideTab {...charts} finding={marked} training={training} />;
  return [
    view('Curves', withPanel(<ChartToolbar state={state}>{overlay}</ChartToolbar>, curves, panel)),
    view('Inside', withPanel(<ChartToolbar state={state} />, inside, panel)),
    view('Examples', <ExamplesTab run={run} training={training} />),
    view('Results', <ResultsTab details={details} />),
    view('Recipe', <RecipeTab details={details} />),
    view('Log', <LogTab id={run.id} isAtWork={isRunning} />),
  ];
}

function view(title: string, content: ReactNode): Tab {
  return { key: title.toLowerCase(), title, content };
}

function withPanel(toolbar: ReactNode, content: ReactNode, panel: ReactNode): ReactNode {
  return (
    <div className={styles.tab}>
      <div className={styles.charts}>
        {toolbar}
        {content}
      </div>
      {panel}
    </div>
  );
}
