/**
 * A process that trains from k-space which is far larger than the memory it may take: a sparse file of 3.1 GB. Prints
 * how many bytes it took at most, and how the training went.
 */
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { streamItems } from '../src/data/node.ts';
import { conv2d, dense, globalAveragePooling2d, sequential } from '../src/layers/index.ts';
import { nodeDevice } from '../src/runtime/node.ts';
import { fit, meanSquaredError, sgd } from '../src/train/index.ts';
import { npyHeader, sketchedItem, temporaryFolder } from './dataset-folder.ts';

const shape = [100, 15, 512, 512];
const folder = temporaryFolder();
const file = join(folder, 'kspace.npy');
const descriptor = openSync(file, 'w');
const header = npyHeader(shape, 'complex64');
writeSync(descriptor, header);
ftruncateSync(descriptor, header.length + 8 * shape.reduce((a, b) => a * b));
closeSync(descriptor);

const item = sketchedItem({
  ...{ id: 'kspace', file, shape, dtype: 'complex64', label: '1' },
  axes: ['slice', 'coil', 'readout', 'phaseEncode'],
});
const data = streamItems([item], () => [file], 'kspace', {
  ...{ items: 'slices', size: [256, 256], fit: 'crop', complex: 'magnitude', task: 'regression' },
  cacheBytes: 64 << 20,
});
const { inputShape } = data;
const layers = [
  conv2d({ filters: 2, kernelSize: 3, strides: 2 }),
  globalAveragePooling2d(),
  dense({ units: 1 }),
];
const { history, state } = await fit(sequential(layers, { inputShape }), data, {
  ...{ device: nodeDevice('cpu'), threads: 1, batchSize: 4, epochs: 1 },
  ...{ loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }) },
});
rmSync(folder, { recursive: true });
const bytes = 1024 * process.resourceUsage().maxRSS;
console.log(JSON.stringify({ bytes, steps: state.step, loss: history[0]?.train.loss }));
