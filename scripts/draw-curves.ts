/** Draws the figures of docs/curves.md anew: `node scripts/draw-curves.ts`. */
import { join } from 'node:path';
import { saveFigure } from '../lessons/save-figure.ts';
import { type CurveFindingKind, type CurveSeries, readCurves } from '../src/evaluate/index.ts';
import { type Curve, curvesFigure } from '../src/report/index.ts';
import { present } from '../src/util/errors.ts';
import { curveFamilies, curvesOf } from '../test/curve-families.ts';

interface Drawing {
  readonly names: readonly string[];
  readonly yTitle: string;
  readonly log?: boolean;
}

const LOSSES: Drawing = { names: ['train/loss', 'validation/loss'], yTitle: 'loss' };

/** What shows a finding best, where that is not the losses of the epochs. */
const DRAWINGS: Partial<Record<CurveFindingKind, Drawing>> = {
  'learning rate too high': { names: ['step/loss'], yTitle: 'loss of each step', log: true },
  'label noise': { names: ['train/accuracy', 'validation/accuracy'], yTitle: 'accuracy' },
  'dead units': { names: ['monitor/deadUnits/dense'], yTitle: 'share of dead units' },
  'exploding gradients': { names: ['monitor/gradientNorm'], yTitle: 'length of the gradient', log: true },
  'vanishing gradients': {
    names: ['monitor/gradientNorm/dense', 'monitor/gradientNorm/dense_1', 'monitor/gradientNorm/dense_2'],
    yTitle: 'length of the gradient',
    log: true,
  },
};

const STEPS_PER_EPOCH = 20;

function curveOf(name: string, { steps, low }: CurveSeries): Curve {
  const x = Array.from(steps, (step) => step / STEPS_PER_EPOCH);
  const [part] = name.split('/');
  if (part === 'train') return { part: 'training', x, y: low };
  return part === 'validation' ? { part, x, y: low } : { run: name.split('/').at(-1) ?? name, x, y: low };
}

for (const family of curveFamilies) {
  const kind = family.expected;
  const curves = curvesOf(family, 3, 0.1);
  const finding = present(
    readCurves(curves).find((one) => one.kind === kind),
    kind,
  );
  const { names, yTitle, log = false } = DRAWINGS[kind] ?? LOSSES;
  const shown = finding.marks.find(({ series }) => names.includes(series));
  const [first = 0] = shown?.steps ?? [];
  const figure = await curvesFigure({
    title: `${kind} (${finding.certainty})`,
    caption: finding.evidence,
    yTitle,
    log,
    curves: names.map((name) => curveOf(name, present(curves.series[name], name))),
    marks: first > STEPS_PER_EPOCH ? [{ x: first / STEPS_PER_EPOCH, label: 'from here' }] : [],
  });
  saveFigure(join(import.meta.dirname, '../docs'), kind.replaceAll(' ', '-'), figure);
}
