import { Hono } from 'hono';
import { z } from 'zod';
import type { Curve } from '../../store/index.ts';
import type { ServerContext } from '../context.ts';
import { several, withQuery } from './input.ts';

const step = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

const runs = several(z.coerce.number().int().positive(), 50);

/** So many points are in one answer at most; of many curves, each is drawn with fewer. */
const MOST_POINTS = 1_000_000;

const part = z.object({
  run: runs,
  name: several(z.string().max(500), 200),
  from: step.optional(),
  to: step.optional(),
  most: z.coerce.number().int().min(1).max(20_000).optional(),
});

const histogramsOf = z.object({
  run: z.coerce.number().int().positive(),
  name: z.string().max(500).optional(),
});

/** `/api/curves`: what runs have measured, as it is drawn. */
export function curvesRoutes({ store }: ServerContext) {
  return (
    new Hono()
      // Several series of several runs; what a run has not measured is left out. What came since: from the next step on.
      .get('/', withQuery(part), async (context) => {
        const { run, name: names, most = 2000, ...part } = context.req.valid('query');
        const wanted = { runs: new Set(run), names: new Set(names) };
        const fair = Math.ceil(MOST_POINTS / (wanted.runs.size * wanted.names.size));
        const options = { ...part, most: Math.min(most, fair) };
        const curves: NamedCurve[] = [];
        for (const id of wanted.runs) {
          const known = new Set(await store.series(id));
          for (const one of [...wanted.names].filter((name) => known.has(name))) {
            curves.push({ run: id, name: one, ...written(await store.curve(id, one, options)) });
          }
        }
        return context.json({ curves });
      })
      // Which there are, and those of one name.
      .get('/histograms', withQuery(histogramsOf), async (context) => {
        const { run, name } = context.req.valid('query');
        const all = await store.histograms(run, name);
        const names = [...new Set(all.map((histogram) => histogram.name))];
        return context.json({ names, histograms: name === undefined ? [] : all });
      })
  );
}

/** Numbers as JSON has them: what was not finite is null. */
type Numbers = readonly (number | null)[];

/** A curve in JSON. `low` and `high` are the range of each stretch, and left out where the values are the points. */
interface WrittenCurve {
  readonly steps: readonly number[];
  readonly epochs: readonly number[];
  readonly times: readonly number[];
  readonly values: Numbers;
  readonly low?: Numbers;
  readonly high?: Numbers;
}

/** A curve, whose, and of what. */
type NamedCurve = WrittenCurve & { readonly run: number; readonly name: string };

function written({ exact, steps, epochs, times, values, low, high }: Curve): WrittenCurve {
  return {
    steps: [...steps],
    epochs: [...epochs],
    times: [...times],
    values: finite(values),
    ...(!exact && { low: finite(low), high: finite(high) }),
  };
}

function finite(values: Float64Array): Numbers {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}
