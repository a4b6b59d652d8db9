import { validator } from 'hono/validator';
import { z } from 'zod';
import { InputError } from '../../util/errors.ts';

/** The number of a run, as a path has it. */
export function runNumber(text: string): number {
  return checked(z.coerce.number().int().positive(), text, 'the number of a run');
}

/** What may be asked for several times in one query. */
export function several<S extends z.ZodType>(schema: S, most: number) {
  const list = z.array(schema).min(1).max(most);
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), list);
}

/** Checks the query of a request. */
export function withQuery<S extends z.ZodType<object>>(schema: S) {
  return validator('query', (value) => checked(schema, value, 'query'));
}

/** Checks the body of a request, in JSON. */
export function withBody<S extends z.ZodType<object>>(schema: S) {
  return validator('json', (value) => checked(schema, value, 'body'));
}

function checked<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [{ path, message } = { path: [], message: 'something else' }] = error.issues;
  throw new InputError({
    where: [where, ...path].join(', '),
    // Zod says "Too big: expected number to be <=10", and "expected string, received undefined".
    expected: /expected (.*?)(?:, received [^,]*)?$/.exec(message)?.[1] ?? message,
    received: JSON.stringify(valueAt(value, path))?.slice(0, 200) ?? 'nothing',
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  const [key, ...others] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  return valueAt(new Map<PropertyKey, unknown>(Object.entries(value)).get(String(key)), others);
}
