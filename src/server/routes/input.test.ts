import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { messageOf } from '../../util/errors.ts';
import { several, withQuery } from './input.ts';

const app = new Hono().get(
  '/',
  withQuery(z.object({ count: z.coerce.number().max(10), run: several(z.string().max(3), 2).optional() })),
  ({ text }) => text('taken'),
);
app.onError((error, { text }) => text(messageOf(error), 400));

async function said(query: string): Promise<string> {
  return (await app.request(`/?${query}`)).text();
}

it('what is asked wrongly is named with what was expected, and with that alone', async () => {
  expect(await said('count=3')).toBe('taken');
  expect(await said('count=30')).toBe('query, count: expected number to be <=10, received "30".');
  expect(await said('')).toBe('query, count: expected number, received nothing.');
  expect(await said('count=1&run=a&run=long')).toBe(
    'query, run, 1: expected string to have <=3 characters, received "long".',
  );
});
