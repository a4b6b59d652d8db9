import type { CurveFinding } from 'echotrain/evaluate';
import { type ReactNode, useMemo, useState } from 'react';
import { Notice } from '../controls/notice.tsx';
import { Select } from '../controls/select.tsx';
import { Tabs } from '../controls/tabs.tsx';
import { goTo } from '../navigation/address.ts';
import type { PageProps } from '../pages.tsx';
import { isActive } from '../runs/words.ts';
import { ChartToolbar } from './chart-toolbar.tsx';
import tabStyles from './curves-tab.module.css';
import { CurvesTab } from './curves-tab.tsx';
import { ExamplesTab } from './examples/examples-tab.tsx';
import { FindingsPanel } from './findings/findings-panel.tsx';
import { useFindings } from './findings/use-findings.ts';
import { InsideTab } from './inside/inside-tab.tsx';
import { LogTab } from './log-tab.tsx';
import { viewOfFinding } from './marks.ts';
import { OverlayPicker } from './overlay-picker.tsx';
import { RecipeTab } from './recipe-tab.tsx';
import { ResultsTab } from './results-tab.tsx';
import { RunHeader } from './run-header.tsx';
import styles from './run-page.module.css';
import { fullName, trainingsOf } from './series/series-name.ts';
import { type RunDetails, useRun, useRunMessage } from './use-run.ts';
import { useRunCharts } from './use-run-charts.ts';

/** A run: live while it lasts, and what came of it. */
export default function RunPage({ parameters, search }: PageProps) {
  const { value, error } = useRun(Number(parameters.run));
  if (value) return <ShownRun details={value} search={search} />;
  if (!error) return <p role="status">Loading …</p>;
  return (
    <Notice kind="error" title={`Run ${parameters.run} cannot be shown`}>
      {error.message}
    </Notice>
  );
}

function ShownRun({ details, search }: { readonly details: RunDetails; readonly search: URLSearchParams }) {
  const { run, series, study, waiting } = details;
  const isAtWork = isActive(run.status);
  const message = useRunMessage(details);
  const [finding, setFinding] = useState<CurveFinding>();
  const trainings = useMemo(() => trainingsOf(series), [series]);
  const asked = search.get('training') ?? '';
  const training = trainings.includes(asked) ? asked : (trainings[0] ?? '');
  const others = runsIn(search.get('with')).filter((id) => id !== run.id);
  const charts = useRunCharts({ id: run.id, series }, training, others);
  const { feed, version, runs, names, state } = charts;
  const read = { run: run.id, training, names, study, isRunning: isAtWork };
  const findings = useFindings(feed, read);
  const marked = findings.find(({ kind }) => kind === finding?.kind);
  const change = (key: string, value: string) => goTo(changed(run.id, search, key, value), { replace: true });
  const choose = (chosen: CurveFinding | undefined) => {
    setFinding(chosen);
    const [drawn] = runs;
    state.setView(chosen && drawn && viewOfFinding(feed, drawn, chosen));
    const isInside = chosen?.marks.every(({ series: name }) => name.startsWith('monitor/'));
    if (chosen) change('tab', isInside ? 'inside' : 'curves');
  };
  const panel = (
    <FindingsPanel
      {...{
        run: run.id,
        findings,
        isRunning: isAtWork,
        hasCurves: feed.whole(run.id, fullName(training, 'step/loss')) !== undefined,
      }}
      chosen={marked?.kind}
      onChoose={choose}
    />
  );
  const toolbar = (
    <ChartToolbar state={state}>
      <OverlayPicker run={run} chosen={others} onChoose={(ids) => change('with', ids.join(','))} />
    </ChartToolbar>
  );
  const shown = { feed, version, runs, names, state, finding: marked };
  const tabs = [
    { key: 'curves', title: 'Curves', content: withPanel(toolbar, <CurvesTab {...shown} />, panel) },
    {
      key: 'inside',
      title: 'Inside',
      content: withPanel(<ChartToolbar state={state} />, <InsideTab {...shown} training={training} />, panel),
    },
    { key: 'examples', title: 'Examples', content: <ExamplesTab run={run} training={training} /> },
    { key: 'results', title: 'Results', content: <ResultsTab details={details} /> },
    { key: 'recipe', title: 'Recipe', content: <RecipeTab details={details} /> },
    { key: 'log', title: 'Log', content: <LogTab id={run.id} isAtWork={isAtWork} /> },
  ];
  const tab = tabs.find(({ key }) => key === search.get('tab'))?.key ?? 'curves';
  return (
    <div className={styles.page}>
      <RunHeader {...{ run, message, waiting: waiting ?? undefined }}>
        {trainings.length > 1 && (
          <span className={styles.training}>
            <span aria-hidden="true">training</span>
            <Select
              label="Training"
              isLabelHidden
              value={training}
              options={trainings.map((name) => ({ value: name, label: name }))}
              onChange={(name) => change('training', name)}
            />
          </span>
        )}
      </RunHeader>
      {charts.error && <Notice kind="error">{charts.error.message}</Notice>}
      <Tabs label="Views of the run" tabs={tabs} chosen={tab} onChoose={(key) => change('tab', key)} />
    </div>
  );
}

function withPanel(toolbar: ReactNode, content: ReactNode, panel: ReactNode) {
  return (
    <div className={tabStyles.tab}>
      <div className={tabStyles.charts}>
        {toolbar}
        {content}
      </div>
      {panel}
    </div>
  );
}

/** The numbers of runs in a list: `2,5`. */
function runsIn(text: string | null): readonly number[] {
  return (text ?? '')
    .split(',')
    .map(Number)
    .filter((id) => Number.isInteger(id) && id > 0)
    .slice(0, 6);
}

/** The address of a run's page with something changed in its search part. */
function changed(run: number, search: URLSearchParams, key: string, value: string): string {
  const query = new URLSearchParams(search);
  if (value === '') query.delete(key);
  else query.set(key, value);
  const text = query.toString().replaceAll('%2C', ',');
  return `/runs/${run}${text && `?${text}`}`;
}
