import type { CurveFinding } from 'echotrain/evaluate';
import { useState } from 'react';
import { viewOfFinding } from '../marks.ts';
import type { RunCharts } from '../use-run-charts.ts';

/** A finding that is marked in the charts, and how another one gets marked. */
export interface MarkedFinding {
  readonly marked: CurveFinding | undefined;
  /** Marks a finding, and shows where it is to be seen; none takes the mark away, and shows all. */
  readonly mark: (finding: CurveFinding | undefined) => void;
}

/**
 * The finding that is marked, as it is said now: while a run goes on, its evidence grows.
 *
 * @param onMark is told of a finding that is to be seen, and whether in charts of what is inside the network
 */
export function useMarkedFinding(
  findings: readonly CurveFinding[],
  { feed, runs: [drawn], state }: RunCharts,
  onMark: (isInside: boolean) => void,
): MarkedFinding {
  const [kind, setKind] = useState<CurveFinding['kind']>();
  return {
    marked: findings.find((finding) => finding.kind === kind),
    mark: (finding) => {
      setKind(finding?.kind);
      state.setView(finding && drawn && viewOfFinding(feed, drawn, finding));
      if (finding) onMark(finding.marks.every(({ series }) => series.startsWith('monitor/')));
    },
  };
}
