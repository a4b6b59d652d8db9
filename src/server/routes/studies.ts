import { dirname } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { studyJsonSchema } from '../../study/index.ts';
import type { ServerContext } from '../context.ts';
import { inside } from '../security/inside.ts';
import { findStudies } from '../studies/find-studies.ts';
import { lessonStudies } from '../studies/lesson-studies.ts';
import { readStudy } from '../studies/read-study.ts';
import { studyIssues } from '../studies/study-issues.ts';
import { withBody, withQuery } from './input.ts';

const text = z.strictObject({ text: z.string().max(1_000_000) });
const file = z.strictObject({ path: z.string().max(4096) });

/** `/api/studies`: what studies may say, whether one is right, and those that there are. */
export function studiesRoutes({ folders }: ServerContext) {
  const lessons = lessonStudies();
  lessons.catch(() => undefined);
  return new Hono()
    .get('/', async ({ json }) =>
      json({ studies: await findStudies(folders), lessons: await lessons.catch(() => []) }),
    )
    .get('/schema', ({ json }) => json({ schema: JSON.stringify(studyJsonSchema()) }))
    .post('/check', withBody(text), (context) =>
      context.json({ issues: studyIssues(context.req.valid('json').text) }),
    )
    .get('/file', withQuery(file), async (context) => {
      const { path } = context.req.valid('query');
      const lesson = (await lessons.catch(() => [])).find((study) => study.path === path);
      const real = lesson ? path : inside(folders, path);
      // A lesson's study names no file, and may run anywhere.
      const folder = lesson ? folders[0] : dirname(real);
      const read = await readStudy(real);
      return context.json({
        path: real,
        text: lesson ? withoutSchema(read) : read,
        folder: folder ?? dirname(real),
      });
    });
}

/** A study's text without the line that tells editors where its schema is, seen from there. */
function withoutSchema(study: string): string {
  return study.replace(/^# yaml-language-server:.*\n/, '');
}
