import { expect, it } from 'vitest';
import { z } from 'zod';
import { movedPaths } from './move-paths.ts';
import { parseStudy } from './parse-study.ts';
import { studyJsonSchema } from './study.ts';

function moved(data: string): unknown {
  const text = `
name: Levels
data: ${data}
split: { random: { validation: 0.2, test: 0.2 } }
model: { mlp: { hidden: [4] } }
training: { epochs: 1, batchSize: 4, optimizer: adam }
`;
  const changes = movedPaths(parseStudy(text, 'study.yaml').study, '/lab/studies', '/lab/.echotrain/runs/7');
  return Object.fromEntries(changes.map(({ path, value }) => [path.join('.'), value]));
}

it('moves the paths of every kind of data, and leaves absolute ones', () => {
  expect(moved('{ csv: { file: t.csv, target: level, task: classification } }')).toEqual({
    'data.csv.file': '../../../studies/t.csv',
  });
  expect(moved('{ images: { folder: ../photos, noise: 25 } }')).toEqual({
    'data.images.folder': '../../../photos',
  });
  expect(moved('{ images: { files: [a.png, /b.png], noise: 25 } }')).toEqual({
    'data.images.files': ['../../../studies/a.png', '/b.png'],
  });
  expect(moved('{ sparseView: { subjects: 8, views: 30 } }')).toEqual({});
  expect(moved('{ dataset: { folder: /heads, items: slices } }')).toEqual({});
});

const described = z.object({
  description: z.string(),
  type: z.enum(['string', 'array']),
  enum: z.undefined().optional(),
});
const withProperties = z.object({ properties: z.record(z.string(), z.unknown()) });

/** The names of texts in a JSON schema that are said to be a file or a folder. */
function namedPaths(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { properties = {} } = withProperties.partial().safeParse(part).data ?? {};
  const ours = Object.entries(properties).filter(([, value]) =>
    /\b(folder|file|files)\b/i.test(described.safeParse(value).data?.description ?? ''),
  );
  return [...ours.map(([name]) => name), ...Object.values(part).flatMap(namedPaths)];
}

it('knows every setting of the data that is called a file or a folder', () => {
  const { properties } = z.object({ properties: z.object({ data: z.unknown() }) }).parse(studyJsonSchema());
  const names = new Set(namedPaths(properties.data));
  expect([...names].filter((name) => !['file', 'files', 'folder', 'cache'].includes(name))).toEqual([]);
  expect(names).toContain('folder');
});
