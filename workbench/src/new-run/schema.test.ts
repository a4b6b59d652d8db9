import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { studyJsonSchema, studySchema } from 'echotrain/study';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isMap, itemOf, kindOf, type Schema, starter, variantOf, variantsOf } from './schema.ts';

const root = join(import.meta.dirname, '../../..');
const schema: Schema = JSON.parse(JSON.stringify(studyJsonSchema()));

/** The settings of a study that the form would not know how to show. */
function unknown(value: unknown, one: Schema, path: string): string[] {
  const kind = kindOf(one);
  if (kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item, i) => unknown(item, itemOf(one) ?? {}, `${path}.${i}`));
  }
  if (kind === 'group') {
    if (!isMap(value ?? {})) return [`${path} is no group`];
    return Object.entries(value ?? {}).flatMap(([key, member]) => {
      const known = one.properties?.[key];
      if (!known) return one.additionalProperties === false ? [`${path}.${key}`] : [];
      return unknown(member, known, `${path}.${key}`);
    });
  }
  if (kind !== 'variants') return isMap(value) ? [`${path} as ${kind}`] : [];
  const chosen = variantOf(variantsOf(one), value);
  if (!chosen) return [`${path} is none of its variants`];
  if (!chosen.isNamed) return unknown(value, chosen.schema, path);
  return isMap(value) ? unknown(value[chosen.key], chosen.schema, `${path}.${chosen.key}`) : [];
}

describe('the form of a study', () => {
  const studies = globSync('lessons/*/*.yaml', { cwd: root });

  it('knows every setting of the lessons', () => {
    expect(studies.length).toBeGreaterThan(8);
    for (const file of studies) {
      expect(unknown(parse(readFileSync(join(root, file), 'utf8')), schema, file)).toEqual([]);
    }
  });

  it('offers a number or a schedule for a rate, and every optimizer', () => {
    const optimizer = schema.properties?.training?.properties?.optimizer ?? {};
    const names = variantsOf(optimizer).map(({ key }) => key);
    expect(names).toEqual(['adam', 'adamW', 'sgd', 'rmsProp', 'ipalm']);
    const rate = variantsOf(optimizer)[0]?.schema.properties?.learningRate ?? {};
    expect(variantsOf(rate).map(({ key }) => key)).toEqual([
      'a number',
      ...['cosineDecay', 'oneCycle', 'stepDecay', 'reduceOnPlateau', 'warmUp'],
    ]);
    expect(variantOf(variantsOf(rate), 0.1)?.key).toBe('a number');
    expect(variantOf(variantsOf(rate), { oneCycle: {} })?.key).toBe('oneCycle');
  });

  it('begins settings with values that a study may have', () => {
    const { data, training } = studySchema.shape;
    expect(data.safeParse(starter(schema.properties?.data ?? {})).success).toBe(true);
    expect(training.safeParse(starter(schema.properties?.training ?? {})).success).toBe(true);
  });
});
