import { expect, it } from 'vitest';
import { Dataset } from '../../data/index.ts';
import type { StudyResult } from '../result.ts';
import { answersSections } from './answers-section.ts';

it('numbers that a network gives to very many items are drawn', async () => {
  const count = 200_000;
  const numbers = Float32Array.from({ length: count }, (_, i) => i / count);
  const part = new Dataset({
    ...{ name: 'many', inputs: numbers, inputShape: [1] },
    targets: { kind: 'values', data: numbers, shape: [] },
  });
  const answers = { kind: 'values', targets: numbers, predictions: numbers } as const;
  const result: Pick<StudyResult, 'repetitions' | 'data'> = {
    repetitions: [],
    data: { name: 'many', hashes: {}, items: count, inputShape: [1] },
  };
  const [section] = await answersSections(result, [{ seed: 1, part, answers }]);
  expect(JSON.stringify(section)).toContain('200,000 items');
});
