import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged } from '../../test/damaged-bytes.ts';
import { add, argMax, cast, constant, conv, gather, input, matMul, relu } from '../graph/index.ts';
import { toOnnx } from '../onnx/index.ts';
import { ModelProtoSchema } from '../onnx/onnx_pb.ts';
import { InputError } from '../util/errors.ts';
import { nodeDevice } from './node.ts';
import type { Arrays, Session } from './session.ts';

const cpu = nodeDevice('cpu');

function affineModel(): Uint8Array {
  const [x, w] = [input('x', [2, 3]), input('w', [3, 2])];
  const y = add(matMul(x, w), 1);
  return toOnnx({ y, best: argMax(y, 1), positive: cast(relu(y), 'bool') });
}

const inputs = { x: Float32Array.of(1, 2, 3, 4, 5, 6), w: Float32Array.of(1, 0, 0, 1, -1, 2) };

async function withAffine<T>(use: (session: Session) => Promise<T>): Promise<T> {
  const session = await cpu.load(affineModel(), { threads: 1 });
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}

describe('a session', () => {
  it('tells names and types, and returns new arrays', () =>
    withAffine(async (session) => {
      expect(session.inputs).toEqual([
        { name: 'x', dtype: 'float32', shape: [2, 3] },
        { name: 'w', dtype: 'float32', shape: [3, 2] },
      ]);
      expect(session.outputs.map(({ name, dtype }) => `${name}: ${dtype}`)).toEqual([
        'y: float32',
        'best: int64',
        'positive: bool',
      ]);
      expect(await session.run(inputs)).toEqual({
        y: Float32Array.of(-1, 9, -1, 18),
        best: BigInt64Array.of(1n, 1n),
        positive: Uint8Array.of(0, 1, 0, 1),
      });
    }));

  it('reads and writes the arrays that are bound, and only those', () =>
    withAffine(async (session) => {
      const x = inputs.x.slice();
      const bound = { y: new Float32Array(4), best: new BigInt64Array(2) };
      const run = session.bind({ ...inputs, x }, bound);
      await run();
      expect(bound).toEqual({ y: Float32Array.of(-1, 9, -1, 18), best: BigInt64Array.of(1n, 1n) });
      x.fill(0);
      await run();
      expect(bound.y).toEqual(Float32Array.of(1, 1, 1, 1));
      expect(bound.best).toEqual(BigInt64Array.of(0n, 0n));
    }));

  it('leaves nothing for the garbage collector where arrays are bound', async () => {
    const x = input('x', [1_000_000]);
    const session = await cpu.load(toOnnx({ y: add(x, 1) }));
    const run = session.bind({ x: new Float32Array(x.size) }, { y: new Float32Array(x.size) });
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 5; i++) await run();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * x.size);
    await session.release();
  });

  it('refuses what does not fit, and says what would', () =>
    withAffine(async (session) => {
      const bind = (given: Arrays, outputs: Arrays) => () => session.bind(given, outputs);
      const y = new Float32Array(4);
      expect(bind({ x: inputs.x }, { y })).toThrow('expected values for the input "w", received x.');
      expect(bind({ ...inputs, x: new Float32Array(5) }, { y })).toThrow(
        'session, "x": expected Float32Array of 6 values for shape [2, 3], received Float32Array of 5.',
      );
      expect(bind({ ...inputs, w: new Float64Array(6) }, { y })).toThrow(
        /Float32Array.*received Float64Array/,
      );
      expect(bind(inputs, { best: new Float32Array(2) })).toThrow(
        /BigInt64Array of 2.*received Float32Array/,
      );
      expect(bind(inputs, { z: y })).toThrow('expected outputs among y, best, positive, received "z"');
      expect(bind(inputs, {})).toThrow('expected arrays for outputs, received none');
      await expect(session.run({ x: inputs.x })).rejects.toThrow(InputError);
    }));

  it('refuses an output in the memory of an input, and takes neighbors', () =>
    withAffine(async (session) => {
      const memory = new Float32Array(16);
      const given = { x: memory.subarray(0, 6), w: memory.subarray(6, 12) };
      expect(() => session.bind(given, { y: memory.subarray(10, 14) })).toThrow('"y" in the memory of "w"');
      await session.bind(given, { y: memory.subarray(12, 16) })();
      expect(memory.slice(12)).toEqual(Float32Array.of(1, 1, 1, 1));
    }));

  it('is over after release, which may be repeated', async () => {
    const session = await cpu.load(affineModel(), { threads: 1 });
    const run = session.bind(inputs, { y: new Float32Array(4) });
    const last = run();
    await Promise.all([session.release(), session.release()]);
    await Promise.allSettled([last]);
    await session.release();
    await expect(run()).rejects.toThrow('received a run after release');
    await expect(session.run(inputs)).rejects.toThrow(InputError);
  });
});

describe('a model', () => {
  const model = toOnnx({ y: conv(input('x', [1, 1, 4, 4]), constant([1, 2, 3, 4], [1, 1, 2, 2])) });

  it('is refused where the bytes are none', async () => {
    for (const bytes of [new Uint8Array(), new TextEncoder().encode('not a model'), model.slice(0, 99)]) {
      await expect(cpu.load(bytes), String(bytes)).rejects.toThrow(
        /^model: expected an ONNX model, received/,
      );
    }
  });

  it('is refused or loaded, however it is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(model), async (bytes) => {
        const session = await cpu.load(bytes, { threads: 1 }).catch((error: unknown) => {
          if (error instanceof InputError) return undefined;
          throw error;
        });
        await session?.release();
      }),
      { numRuns: 200 },
    );
  });

  it('is refused where its shapes are left open', async () => {
    const proto = create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: '', version: 17n }],
      graph: {
        name: 'open',
        node: [{ opType: 'Relu', input: ['x'], output: ['y'] }],
        input: [openImage('x')],
        output: [openImage('y')],
      },
    });
    await expect(cpu.load(toBinary(ModelProtoSchema, proto))).rejects.toThrow(
      /^model, "x": expected a tensor of .* with a static shape, received float32 \[batch, 3\]/,
    );
  });

  it('that fails while it runs says why', async () => {
    const session = await cpu.load(toOnnx({ y: gather(input('x', [2]), input('at', [1], 'int64')) }));
    const run = session.run({ x: new Float32Array(2), at: BigInt64Array.of(2n) });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(
      /^session: expected inputs that the model can compute with, received .*Gather/,
    );
    expect(await session.run({ x: Float32Array.of(3, 4), at: BigInt64Array.of(1n) })).toEqual({
      y: Float32Array.of(4),
    });
    await session.release();
  });
});

function openImage(name: string) {
  const dim = [
    { value: { case: 'dimParam' as const, value: 'batch' } },
    { value: { case: 'dimValue' as const, value: 3n } },
  ];
  return { name, type: { value: { case: 'tensorType' as const, value: { elemType: 1, shape: { dim } } } } };
}
