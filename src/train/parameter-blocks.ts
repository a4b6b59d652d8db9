import type { FlatLayout } from './flat-layout.ts';
import type { Blocks } from './optimizers/optimizer.ts';

/**
 * The blocks of every vector of parameters: weights of one name in all layers, `kernel` of `conv1/kernel` and
 * `conv2/kernel`, as far as they lie in one vector. Numbered through.
 */
export function parameterBlocks(vectors: ReadonlyMap<string, FlatLayout>): Map<string, Blocks> {
  const found = [...vectors].flatMap(([vector, layout]) =>
    [...new Set(layout.places.map(({ name }) => ownName(name)))].map((own) => ({
      vector,
      mask: layout.mask((name) => ownName(name) === own),
    })),
  );
  const numbered = found.map((one, index) => ({ ...one, index }));
  return new Map(
    [...vectors.keys()].map((vector) => [
      vector,
      { blocks: numbered.filter((one) => one.vector === vector), count: numbered.length },
    ]),
  );
}

function ownName(weight: string): string {
  return weight.slice(weight.lastIndexOf('/') + 1);
}
