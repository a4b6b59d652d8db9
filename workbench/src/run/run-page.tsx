import { Notice } from '../controls/notice.tsx';
import { Select } from '../controls/select.tsx';
import { Tabs } from '../controls/tabs.tsx';
import type { PageProps } from '../pages.tsx';
import { RunHeader } from './run-header.tsx';
import styles from './run-page.module.css';
import { useRunViews } from './run-views.tsx';
import { type RunDetails, useRun, useRunMessage } from './use-run.ts';
import { useRunCharts } from './use-run-charts.ts';
import { type RunChoice, useRunChoice } from './use-run-choice.ts';

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
  const { run, series, waiting } = details;
  const message = useRunMessage(details);
  const choice = useRunChoice(run.id, series, search);
  const charts = useRunCharts({ id: run.id, series }, choice.training, choice.others);
  const views = useRunViews(details, choice, charts);
  const chosen = views.find(({ key }) => key === choice.view)?.key ?? 'curves';
  return (
    <div className={styles.page}>
      <RunHeader {...{ run, message, waiting: waiting ?? undefined }}>
        {choice.trainings.length > 1 && <TrainingChoice choice={choice} />}
      </RunHeader>
      {charts.error && <Notice kind="error">{charts.error.message}</Notice>}
      <Tabs
        label="Views of the run"
        tabs={views}
        chosen={chosen}
        onChoose={(key) => choice.choose('tab', key)}
      />
    </div>
  );
}

function TrainingChoice({ choice: { trainings, training, choose } }: { readonly choice: RunChoice }) {
  return (
    <span className={styles.training}>
      <span aria-hidden="true">training</span>
      <Select
        label="Training"
        isLabelHidden
        value={training}
        options={trainings.map((name) => ({ value: name, label: name }))}
        onChange={(name) => choose('training', name)}
      />
    </span>
  );
}
