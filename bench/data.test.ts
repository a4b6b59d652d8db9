import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { present } from '../src/util/errors.ts';
import {
  batchesOf,
  complexBatches,
  gradientProbe,
  initialParameters,
  initialStages,
  labeledBatches,
  reconstructionBatches,
} from './data.ts';
import { specifications } from './workloads.ts';

/** What the peer's own formulas give, as JSON; undefined where Python lacks NumPy. */
function fromPython(program: string): unknown {
  const folder = fileURLToPath(new URL('peers/pytorch', import.meta.url));
  const code = `import json, data\n${program}`;
  for (const file of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(file, ['-B', '-c', code], { cwd: folder, encoding: 'utf8' });
    if (status === 0) return JSON.parse(stdout);
  }
  return undefined;
}

const pythonKnowsNumpy = fromPython('print(1)') === 1;

describe('the data', () => {
  const first = <T>(list: readonly T[]) => present(list[0], 'first of the list');

  it.skipIf(!pythonKnowsNumpy)('are the same numbers in Python, to the bit', () => {
    const python = fromPython(`
kernel, bias = data.parameters_of([((4, 16), 4, 16)])
image, labels = list(data.classified(4, 32, (4,), 3))[3]
noisy, clean = list(data.noisy(2, 2, 1, 4, 4))[1]
pair = next(data.complex_pairs(1, 2, 3, 4))
lists = [kernel, bias, image, labels, noisy, clean, pair[1].real, pair[1].imag]
print(json.dumps([values.astype(float).flatten().tolist() for values in lists]))`);
    const iris = specifications['iris-mlp'];
    const [kernel, bias] = initialParameters(iris).map(({ data }) => data);
    const labeled = labeledBatches(iris)[3];
    const unet = batchesOf({ ...specifications.unet, input: [2, 1, 4, 4] })[1];
    const { target } = first(complexBatches({ ...specifications.fft, input: [2, 2, 3, 4] }));
    const part = (i: number) => [
      ...target.subarray(12 * i, 12 * i + 12),
      ...target.subarray(12 * i + 24, 12 * i + 36),
    ];
    const ours = [kernel, bias, labeled?.input, labeled?.labels, unet?.input, unet?.target, part(0), part(1)];
    expect(ours.map((values) => [...(values ?? [])])).toEqual(python);
  });

  it.skipIf(!pythonKnowsNumpy)('of reconstructions, too', () => {
    const python = fromPython(`
kspace, maps, mask, target = list(data.reconstructions(2, 2, 64))[1]
planes = lambda z: data.np.stack([z.real, z.imag], 1)
lists = [planes(kspace), planes(maps), data.np.tile(mask, 64), target, *data.stages_of(1, 2, 3, 5, 1.0)]
print(json.dumps([(values.astype(float) + 0).flatten().tolist() for values in lists]))`);
    const whole = specifications['variational-network'];
    const batch = reconstructionBatches({ ...whole, input: [1, 2, 2, 64, 64] })[1];
    const layer = { kernel: [2, 2, 3, 3], outputs: 11, fanIn: 18, positions: 1 };
    const [kernel, rest] = initialStages({ ...whole, layers: [layer] }).map(({ data }) => data);
    const all = batch?.input ?? new Float32Array();
    const ours = [
      ...[all.subarray(0, 16384), all.subarray(16384, 32768), all.subarray(32768)],
      ...[batch?.target, kernel, rest?.subarray(0, 10), rest?.subarray(10)],
    ];
    const withoutSign = (zero: number) => zero + 0;
    expect(ours.map((values) => Array.from(values ?? [], withoutSign))).toEqual(python);
  });

  it('let no network win: pairs of batches share images and differ in every label', () => {
    const [a, b, c] = labeledBatches(specifications.lenet5);
    expect(a?.input).toEqual(b?.input);
    expect(a?.input).not.toEqual(c?.input);
    expect(a?.labels.some((label, i) => label === b?.labels[i])).toBe(false);
    expect(new Set(a?.labels).size).toBe(10);
  });

  it('mark each class once', () => {
    const [batch] = batchesOf(specifications['iris-mlp']);
    expect(batch?.target.filter((value) => value === 1)).toHaveLength(32);
    expect(batch?.target.filter((value) => value === 0)).toHaveLength(64);
  });

  it('probe a planar gradient at sixteen complex places', () => {
    const fft = { ...specifications.fft, input: [2, 2, 4, 4] };
    const probe = gradientProbe(
      Float32Array.from({ length: 64 }, (_, i) => i),
      fft,
    );
    expect(probe.slice(0, 4)).toEqual([0, 16, 2, 18]);
    expect(probe.slice(16, 18)).toEqual([32, 48]);
  });
});
