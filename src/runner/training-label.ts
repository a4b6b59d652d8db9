import type { Repetition } from '../study/index.ts';

/** What one training is called among those of its study: "training", "fold 2", "seed 1, fold 2". */
export function trainingLabel({ seed, division: { fold } }: Repetition, seeds: number): string {
  const parts = [...(seeds > 1 ? [`seed ${seed}`] : []), ...(fold === undefined ? [] : [`fold ${fold}`])];
  return parts.join(', ') || 'training';
}
