import { z } from 'zod';
import { InputError } from '../util/errors.ts';

/**
 * What `schema` makes of the options that a caller, or a file, gives.
 *
 * @throws InputError naming the option, what may stand there and what does.
 */
export function parseOptions<Output>(where: string, schema: z.ZodType<Output>, given: unknown): Output {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw new InputError({
      where,
      expected:
        issue.path.length === 0 ? `only the options ${optionNames(schema)}` : 'no other settings there',
      received: issue.keys.map((key) => `"${key}"`).join(', '),
    });
  }
  const value = issue?.path.reduce<unknown>(memberOf, given);
  throw new InputError({
    where: issue && issue.path.length > 0 ? `${where}, option "${issue.path.join('.')}"` : where,
    expected: issue?.message ?? 'options',
    received: textOf(value),
  });
}

function optionNames(schema: z.ZodType): string {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).join(', ') : 'that it has';
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
