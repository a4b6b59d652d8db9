import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { IRIS_STUDY, RECONSTRUCTION_STUDY, recordStudy } from '../../../test/record-study.ts';
import { type WorkbenchServer, workbenchServer } from '../../../test/workbench-server.ts';
import type { StudyOutcome } from '../../study/index.ts';
import { sum } from '../../util/arrays.ts';

let server: WorkbenchServer;
let scans: StudyOutcome;

beforeAll(async () => {
  server = await workbenchServer();
  await recordStudy(server.store, IRIS_STUDY);
  await recordStudy(server.store, IRIS_STUDY, ['training.epochs=6', 'name="<img src=x onerror=alert(1)>"']);
  scans = (await recordStudy(server.store, RECONSTRUCTION_STUDY)).outcome;
});

afterAll(() => server.close());

function asked(path: string) {
  return fetch(`http://127.0.0.1:${server.port}/api/cases${path}`, { headers: { Cookie: server.cookie } });
}

const overview = z.object({
  settings: z.array(z.object({ path: z.string(), values: z.array(z.string().nullable()) })),
  parts: z.array(z.string()),
  sides: z.array(z.object({ key: z.string(), cases: z.number(), scores: z.array(z.string()) })),
  cases: z.number(),
  shared: z.number(),
  scores: z.array(
    z.object({
      score: z.string(),
      differences: z.array(z.object({ cases: z.number(), pValue: z.number() }).nullable()),
    }),
  ),
});

const page = z.object({
  total: z.number(),
  rows: z.array(
    z.object({
      case: z.number(),
      name: z.string(),
      cells: z.array(
        z.object({ truth: z.number(), said: z.number(), scores: z.array(z.number()) }).nullable(),
      ),
    }),
  ),
});

const answered = z.object({
  answers: z.array(
    z.object({
      features: z.array(z.number()),
      probabilities: z.array(z.number()),
      images: z.looseObject({ run: z.number(), index: z.number() }).nullable(),
    }),
  ),
});

async function read<T>(schema: z.ZodType<T>, path: string): Promise<T> {
  return schema.parse(await (await asked(path)).json());
}

describe('cases of runs', () => {
  it('are beside each other: what differs, which cases are shared, scores with differences', async () => {
    const found = await read(overview, '?run=1&run=2');
    expect(found.settings).toContainEqual({ path: 'training.epochs', values: ['3', '6'] });
    expect(found.sides.map(({ key, cases }) => [key, cases])).toEqual([
      ['1:1:network', 150],
      ['2:1:network', 150],
    ]);
    expect([found.cases, found.shared, found.parts]).toEqual([150, 150, ['test']]);
    expect(found.scores.map(({ score, differences }) => [score, differences[1]?.cases])).toEqual([
      ['accuracy', 150],
      ['loss', 150],
    ]);
  });

  it('come in pages, by class and by error, with everything that is known of each', async () => {
    const worst = await read(page, '/rows?run=1&run=2&sort=loss&by=1&limit=5');
    const losses = worst.rows.map(({ cells }) => cells[1]?.scores[1] ?? Number.NaN);
    expect([worst.total, losses.length]).toEqual([150, 5]);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    const rest = await read(page, '/rows?run=1&run=2&sort=loss&by=1&offset=148');
    expect(rest.rows).toHaveLength(2);
    const setosa = await read(page, '/rows?run=1&run=2&label=setosa&sort=loss&by=1&less=0');
    expect(setosa.total).toBe(50);
    const { answers } = await read(answered, `/case?run=1&run=2&case=${worst.rows[0]?.case}`);
    expect(answers.map(({ features }) => features.length)).toEqual([4, 4]);
    for (const { probabilities } of answers) expect(sum(probabilities)).toBeCloseTo(1, 5);
  });

  it('are counted by class', async () => {
    const matrices = z.object({ matrices: z.array(z.object({ matrix: z.array(z.array(z.number())) })) });
    const found = await read(matrices, '/confusion?run=1&run=2');
    expect(found.matrices.map(({ matrix }) => matrix.map(sum))).toEqual([
      [50, 50, 50],
      [50, 50, 50],
    ]);
    expect((await asked('/confusion?run=3')).status).toBe(400);
  });

  it('have images of all methods, as bytes with their shape', async () => {
    const { sides } = await read(overview, '?run=3');
    expect(sides.map(({ key }) => key)).toEqual(['3:0:zero-filled', '3:0:sense', '3:0:network']);
    const { answers } = await read(answered, '/case?run=3&case=0');
    expect(answers[0]?.images).toEqual({ run: 3, training: null, part: 'test', index: 0, methods: true });
    const answer = await asked('/3/image?part=test&index=0&name=sense');
    expect(answer.headers.get('X-Shape')).toBe('1,32,32');
    expect(new Float32Array(await answer.arrayBuffer())).toHaveLength(1024);
    expect((await asked('/3/image?part=test&index=0&name=../../x')).status).toBe(404);
    const errors = await read(page.pick({ total: true }), '/rows?run=3&sort=nrmse&by=2');
    expect(errors.total).toBe(scans.result.repetitions[0]?.comparison?.cases.length);
  });

  it('are none of runs that were not evaluated, and refused for what there is not', async () => {
    expect(await read(overview, '?run=3&part=validation')).toMatchObject({ sides: [], cases: 0 });
    for (const path of [
      '?run=99',
      '?run=x',
      '',
      '?run=1&side=1:1:sense',
      '/case?run=1&case=150',
      '?run=1&part=train',
    ]) {
      expect((await asked(path)).status, path).toBe(400);
    }
  });
});
