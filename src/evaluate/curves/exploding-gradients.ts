import { at, indexOfMaximum, text } from './loss-curves.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CurveFinding, CurveSeries, TrainingCurves } from './training-curves.ts';
import { median, middles, type Windows, windowsOf } from './windows.ts';

const NAME = 'monitor/gradientNorm';

/** The gradient becomes many times as long as it was, and the loss rises with it. */
export function explodingGradients({ series }: TrainingCurves): CurveFinding | undefined {
  const [norms, loss] = [series[NAME], series['step/loss']];
  if (!norms || norms.steps.length < THRESHOLDS.monitored) return undefined;
  const found = nonFinite(norms) ?? growth(windowsOf(norms, THRESHOLDS.windowsOfNorms), loss) ?? spike(norms);
  if (!found) return undefined;
  const usual = Number(median(middles(norms, 0, norms.steps.length)).toPrecision(1));
  const settings = usual > 0 ? { 'training.clipNorm': usual } : {};
  const advice = `Shorten long gradients: training.clipNorm: ${usual > 0 ? usual : 1}, which is a usual length here; or lower the learning rate, and look for extreme values in the data.`;
  return { kind: 'exploding gradients', advice, settings, ...found };
}

type Sign = Pick<CurveFinding, 'certainty' | 'evidence' | 'marks'>;

function nonFinite({ steps, high }: CurveSeries): Sign | undefined {
  const index = Array.from(high).findIndex((norm) => !Number.isFinite(norm));
  if (index < 0) return undefined;
  const step = at(steps, index);
  return {
    certainty: 'sure',
    evidence: `The gradient is not finite in step ${step}.`,
    marks: [{ series: NAME, steps: [step, step] }],
  };
}

/** The norm of three monitored steps on end, against the median of all before, with a loss that rose meanwhile. */
function growth({ steps, values }: Windows, loss: CurveSeries | undefined): Sign | undefined {
  for (let index = 2; index + 3 <= steps.length; index++) {
    const before = median(values.slice(0, index));
    const now = median(values.slice(index, index + 3));
    const span = [at(steps, index), at(steps, index + 2)] as const;
    if (!(before > 0) || now < THRESHOLDS.gradientGrowth * before || !hasRisen(loss, span[0])) continue;
    const last = at(steps, steps.length - 1);
    return {
      certainty: 'likely',
      evidence: `From step ${span[0]} the gradient is ${text(now)} long, ${text(now / before)} times the ${text(before)} before, and the loss rose.`,
      marks: [{ series: NAME, steps: [span[0], last], levels: [{ value: before, label: 'before' }] }],
    };
  }
  return undefined;
}

/** Whether the loss after a step is above that before it. */
function hasRisen(loss: CurveSeries | undefined, step: number): boolean {
  if (!loss) return false;
  const index = Array.from(loss.steps).findIndex((other) => other >= step);
  if (index < 1) return false;
  const width = Math.max(5, Math.floor(loss.steps.length / 50));
  const before = median(middles(loss, Math.max(0, index - width), index));
  const after = median(middles(loss, index, Math.min(loss.steps.length, index + width)));
  return after > before;
}

/** A single gradient far longer than all others. */
function spike(norms: CurveSeries): Sign | undefined {
  const { steps, high } = norms;
  const usual = median(middles(norms, 0, steps.length));
  const longest = indexOfMaximum(Float64Array.from(high));
  const least = Math.max(THRESHOLDS.gradientSpike * usual, THRESHOLDS.gradientGrowth * at(high, 0));
  if (!(usual > 0) || at(high, longest) < least) return undefined;
  const step = at(steps, longest);
  return {
    certainty: 'possible',
    evidence: `In step ${step} the gradient was ${text(at(high, longest))} long, usually it is ${text(usual)}.`,
    marks: [{ series: NAME, steps: [step, step], levels: [{ value: usual, label: 'usual' }] }],
  };
}
