import { useCallback, useMemo, useState } from 'react';
import type { View } from '../charts/plot.ts';
import type { XAxis } from '../charts/x-axis.ts';

/** How all charts of a run are looked at. */
export interface ChartState {
  readonly axis: XAxis;
  readonly isLog: boolean;
  readonly smoothing: number;
  /** The part that all charts show; all where there is none. */
  readonly view: View | undefined;
  readonly setAxis: (axis: XAxis) => void;
  readonly setIsLog: (isLog: boolean) => void;
  readonly setSmoothing: (smoothing: number) => void;
  readonly setView: (view: View | undefined) => void;
}

/** One state for all charts, so that they zoom together. Another axis shows all again. */
export function useChartState(): ChartState {
  const [axis, keepAxis] = useState<XAxis>('step');
  const [isLog, setIsLog] = useState(false);
  const [smoothing, setSmoothing] = useState(0);
  const [view, setView] = useState<View>();
  const setAxis = useCallback((wanted: XAxis) => {
    keepAxis(wanted);
    setView(undefined);
  }, []);
  return useMemo(
    () => ({ axis, isLog, smoothing, view, setAxis, setIsLog, setSmoothing, setView }),
    [axis, isLog, smoothing, view, setAxis],
  );
}
