import { describe, expect, it } from 'vitest';
import { filesOf } from '../../test/repository/sources.ts';
import { parseStudy } from './parse-study.ts';
import { studyJsonSchema } from './study.ts';

describe('the schema of study files', () => {
  // Brought up to date with: vitest run -u src/study/study.test.ts
  it('is the one that editors are given', async () => {
    const written = `${JSON.stringify(studyJsonSchema(), undefined, 1)}\n`;
    await expect(written).toMatchFileSnapshot('study.schema.json');
  });

  it('describes every setting, for editors', () => {
    expect(undescribed(studyJsonSchema(), '')).toEqual([]);
  });
});

describe('the studies of the lessons', () => {
  const files = filesOf('lessons/**/*.yaml');

  it.each(files.map(({ path, text }) => [path, text] as const))('%s is one', (path, text) => {
    expect(() => parseStudy(text, path)).not.toThrow();
    expect(text).toContain('# yaml-language-server: $schema=../../src/study/study.schema.json\n');
  });
});

describe('the studies of the manual', () => {
  const pages = filesOf('{README.md,docs/*.md,lessons/*/README.md}');
  const blocks = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => [path, block] as const),
  );

  it.each(blocks)('%s shows one', (path, text) => {
    expect(() => parseStudy(text, path)).not.toThrow();
  });

  it('name every setting', () => {
    const manual = pages.find(({ path }) => path === 'docs/studies.md')?.text;
    for (const key of Object.keys(studyJsonSchema().properties ?? {})) expect(manual).toContain(key);
  });
});

/** The settings without a description, by path. */
function undescribed(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
  const inner = 'anyOf' in schema && Array.isArray(schema.anyOf) ? schema.anyOf : [];
  return [
    ...inner.flatMap((one) => undescribed(one, path)),
    ...properties.flatMap(([name, property]) => [
      ...(typeof property === 'object' && 'description' in property ? [] : [`${path}.${name}`]),
      ...undescribed(property, `${path}.${name}`),
    ]),
  ];
}
