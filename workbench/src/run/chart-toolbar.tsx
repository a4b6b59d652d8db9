import type { ReactNode } from 'react';
import { type XAxis, xAxes } from '../charts/x-axis.ts';
import { Button } from '../controls/button.tsx';
import { Checkbox } from '../controls/checkbox.tsx';
import { Slider } from '../controls/slider.tsx';
import { Toolbar } from '../controls/toolbar.tsx';
import styles from './chart-toolbar.module.css';
import type { ChartState } from './run-chart-state.ts';

const NAMES: Readonly<Record<XAxis, string>> = { step: 'Step', epoch: 'Epoch', time: 'Time' };

/** How charts are looked at: along what, on which scale, how smooth, which part. */
export function ChartToolbar({
  state,
  children,
}: {
  readonly state: ChartState;
  readonly children?: ReactNode;
}) {
  const { axis, isLog, smoothing, view, setAxis, setIsLog, setSmoothing, setView } = state;
  return (
    <Toolbar label="Charts">
      <fieldset aria-label="Along" className={styles.choice}>
        {xAxes.map((one) => (
          <Button key={one} aria-pressed={axis === one} onClick={() => setAxis(one)}>
            {NAMES[one]}
          </Button>
        ))}
      </fieldset>
      <Checkbox label="Log scale" isChecked={isLog} onChange={setIsLog} />
      <div className={styles.smoothing}>
        <span aria-hidden="true">Smoothing</span>
        <Slider
          label="Smoothing"
          isLabelHidden
          value={smoothing}
          min={0}
          max={0.99}
          step={0.01}
          format={(value) => (value === 0 ? 'none' : value.toFixed(2))}
          onChange={setSmoothing}
        />
      </div>
      <Button
        disabled={!view}
        onClick={() => setView(undefined)}
        title="Show all (double click, or 0, in a chart)"
      >
        Reset zoom
      </Button>
      {children}
    </Toolbar>
  );
}
