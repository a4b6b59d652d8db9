import { inputLayer, type LayerNode } from '../../layers/index.ts';
import { check } from '../../util/errors.ts';

/** What a learned reconstruction is given. */
export interface ReconstructionInputs {
  /** Undersampled k-space, zeros where nothing was sampled: [coil, 2, row, column]. */
  readonly kspace: LayerNode;
  /** Coil sensitivities, of that shape. */
  readonly maps: LayerNode;
  /** 1 where sampled, else 0: [1, 1, row, column]. */
  readonly mask: LayerNode;
}

/**
 * The inputs of a learned reconstruction under their names, of which each architecture takes what it needs.
 *
 * @throws InputError where the shape is not that of k-space.
 */
export function reconstructionInputs(where: string, kspaceShape: readonly number[]): ReconstructionInputs {
  const shape = [...kspaceShape];
  check(shape.length === 4 && shape[1] === 2, () => ({
    where: `${where}, kspaceShape`,
    expected: '[coil, 2, row, column]',
    received: `[${shape.join(', ')}]`,
  }));
  return {
    kspace: inputLayer({ name: 'kspace', shape }),
    maps: inputLayer({ name: 'maps', shape }),
    mask: inputLayer({ name: 'mask', shape: [1, 1, ...shape.slice(2)] }),
  };
}
