import { argv, stdout } from 'node:process';
import { input } from '../../src/graph/index.ts';
import { sense } from '../../src/imaging/index.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import { compileGraph } from '../../src/train/execution.ts';
import { product } from '../../src/util/arrays.ts';
import { median } from '../statistics.ts';

/**
 * Our SENSE normal operator, 15 coils of 320²: `node normal-operator.ts THREADS RUNS` tells its median time and the norm
 * of its result, of inputs that the peer makes by the same formulas.
 */
const [threads = 1, runs = 1] = argv.slice(2).map(Number);
const [coils, size] = [15, 320];
const shapes = { maps: [coils, 2, size, size], mask: [1, 1, size, size], image: [2, size, size] };

function filled(shape: readonly number[], value: (i: number) => number): Float32Array {
  return Float32Array.from({ length: product(shape) }, (_, i) => value(i));
}

const maps = filled(shapes.maps, (i) => Math.sin(0.37 * (i % 9973)) / 4);
const points = size * size;
const turned = maps.map((_, i) =>
  i % (2 * points) < points ? -(maps[i + points] ?? 0) : (maps[i - points] ?? 0),
);
const mask = filled(shapes.mask, (i) => Number((i * 7919) % 13 < 4));
const image = filled(shapes.image, (i) => Math.cos(0.11 * (i % 7919)));
const result = new Float32Array(image.length);

const given = input('maps', shapes.maps);
const operator = sense({
  maps: given,
  mask: input('mask', shapes.mask),
  turned: input('turned', shapes.maps),
});
const session = await compileGraph({ y: operator.normal(input('image', shapes.image)) }, 'normal', {
  device: nodeDevice('cpu'),
  threads,
});
const run = session.bind({ maps, turned, mask, image }, { y: result });
for (let i = 0; i < 5; i++) await run();
const times: number[] = [];
for (let i = 0; i < runs; i++) {
  const start = performance.now();
  await run();
  times.push(performance.now() - start);
}
await session.release();
const norm = Math.sqrt(result.reduce((sum, value) => sum + value ** 2, 0));
stdout.write(`${JSON.stringify({ ms: median(times), norm })}\n`);
