import { ancestors } from '../graph/walk.ts';
import { check, present } from '../util/errors.ts';
import type { LayerNode } from './node.ts';

/** A node's place in a model. */
export interface NamedNode {
  readonly node: LayerNode;
  /** The name of its layer, or of the input. Nodes of one shared layer have it in common. */
  readonly name: string;
  /** How often the layer was called before. */
  readonly call: number;
}

/**
 * All nodes that lead to `outputs`, each after its inputs, with names: those that were given, and for the others
 * `conv2d`, `conv2d_1`, ... in the order of the nodes.
 *
 * @throws InputError when two layers were given one name.
 */
export function nameNodes(outputs: readonly LayerNode[]): NamedNode[] {
  const nodes = ancestors(outputs);
  const names = nameSources([...new Set(nodes.map(({ source }) => source))]);
  const calls = new Map<string, number>();
  return nodes.map((node) => {
    const name = present(names.get(node.source), 'the name of a layer');
    const call = calls.get(name) ?? 0;
    calls.set(name, call + 1);
    return { node, name, call };
  });
}

type Source = LayerNode['source'];

function nameSources(sources: readonly Source[]): Map<Source, string> {
  const taken = new Set<string>();
  for (const { name } of sources) {
    if (name === undefined) continue;
    check(!taken.has(name), () => ({
      where: 'model',
      expected: 'layers with different names',
      received: `two named "${name}"`,
      remedy: 'Rename one, or call one layer twice if both are to share their weights.',
    }));
    taken.add(name);
  }
  return new Map(sources.map((source) => [source, source.name ?? freeName(defaultName(source), taken)]));
}

function freeName(base: string, taken: Set<string>): string {
  let name = base;
  for (let number = 1; taken.has(name); number++) name = `${base}_${number}`;
  taken.add(name);
  return name;
}

/** Keras's default name for a type of layer: `max_pooling2d` for MaxPooling2D. */
function defaultName(source: Source): string {
  if (!('type' in source)) return 'input';
  const words = source.type.replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2').replace(/([a-z])([A-Z])/g, '$1_$2');
  return words.toLowerCase();
}
