import { Hono } from 'hono';
import { z } from 'zod';
import { isShared, selectRows } from '../../study/comparing/case-rows.ts';
import { confusionOf } from '../../study/comparing/confusion-of.ts';
import { differingSettings, type RunSettings, readRunSettings } from '../../study/comparing/run-settings.ts';
import { casePartNames, readCaseImages } from '../../study/index.ts';
import { check } from '../../util/errors.ts';
import { Comparisons } from '../cases/comparison.ts';
import { answerTo, writtenRow, writtenSide } from '../cases/written-cases.ts';
import type { ServerContext } from '../context.ts';
import { runNumber, several, withQuery } from './input.ts';

/** So many cases are in one answer, at most. */
const MOST_ROWS = 100_000;

const place = z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

const compared = z.object({
  run: several(z.coerce.number().int().positive(), 12),
  part: z.enum(casePartNames).optional(),
  side: several(z.string().max(500), 6).optional(),
});

const selected = compared.extend({
  label: z.string().max(1000).optional(),
  predicted: z.string().max(1000).optional(),
  predictedBy: place.optional(),
  text: z.string().max(1000).optional(),
  shared: z.stringbool().optional(),
  wrong: z.stringbool().optional(),
  sort: z.string().max(100).optional(),
  by: place.optional(),
  less: place.optional(),
  descending: z.stringbool().optional(),
  offset: place.optional(),
  limit: place.optional(),
});

const ofCase = compared.extend({ case: place });

const image = z.object({
  training: z.string().max(200).optional(),
  part: z.enum(casePartNames),
  index: place,
  name: z.string().max(200),
});

/** `/api/cases`: the cases that runs were evaluated on, beside each other. */
export function casesRoutes({ store }: ServerContext) {
  const comparisons = new Comparisons(store);
  return (
    new Hono()
      .get('/', withQuery(compared), async (context) => {
        const query = context.req.valid('query');
        const { part, offered, sides, rows, parts, scores } = await comparisons.of(query);
        const settings: RunSettings[] = [];
        for (const run of new Set(query.run)) settings.push(await readRunSettings(store, run));
        return context.json({
          runs: settings.map(({ run }) => run),
          settings: differingSettings(settings).map((path) => ({
            path,
            values: settings.map((one) => one.settings.get(path) ?? null),
          })),
          part,
          parts,
          offered: offered.map(writtenSide),
          sides: sides.map(writtenSide),
          cases: rows.length,
          shared: rows.filter(isShared).length,
          scores: scores(),
        });
      })
      .get('/rows', withQuery(selected), async (context) => {
        const { offset = 0, limit = MOST_ROWS, ...query } = context.req.valid('query');
        const { sides, rows } = await comparisons.of(query);
        const places = new Map(rows.map((row, i) => [row, i]));
        const { sort, by = 0, less, descending = true, predicted, predictedBy = 0, label, text } = query;
        const chosen = selectRows(rows, sides, {
          ...{ label, text, sharedOnly: query.shared, wrongOnly: query.wrong },
          predicted: predicted === undefined ? undefined : { side: predictedBy, label: predicted },
          order: sort === undefined ? undefined : { score: sort, side: by, less, descending },
        });
        const page = chosen.slice(offset, offset + Math.min(limit, MOST_ROWS));
        return context.json({
          total: chosen.length,
          rows: page.map((row) => writtenRow(row, places.get(row) ?? 0, sides)),
        });
      })
      .get('/case', withQuery(ofCase), async (context) => {
        const query = context.req.valid('query');
        const { sides, rows } = await comparisons.of(query);
        const row = rows[query.case];
        check(row !== undefined, () => ({
          where: 'query, case',
          expected: `a case of ${rows.length}`,
          received: String(query.case),
        }));
        const answers = sides.map((side, at) => answerTo(side, row.places[at] ?? -1));
        return context.json({ name: row.name, subject: row.subject ?? null, answers });
      })
      // Rows are the true classes, columns the predicted ones, of each side.
      .get('/confusion', withQuery(compared), async (context) => {
        const { sides } = await comparisons.of(context.req.valid('query'));
        const matrices = sides.map((side) => ({ classNames: side.classNames, matrix: confusionOf(side) }));
        return context.json({ matrices });
      })
      .get('/:run/image', withQuery(image), async (context) => {
        const { name, ...query } = context.req.valid('query');
        const images = await readCaseImages(store, runNumber(context.req.param('run')), query);
        const found = images.get(name);
        if (!found) return context.json({ message: 'This image was not kept.' }, 404);
        return context.body(found.data.slice().buffer, 200, {
          'Content-Type': 'application/octet-stream',
          'X-Shape': found.shape.join(','),
          'X-Type': 'float32',
        });
      })
  );
}
