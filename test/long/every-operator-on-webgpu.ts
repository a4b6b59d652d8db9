/** Prints what every operator gives on WebGPU, as JSON: a process of its own, since its driver is set by the environment. */
import { toOnnx } from '../../src/onnx/write.ts';
import { nodeDevice } from '../../src/runtime/node.ts';
import { everyInput, everyOperator } from '../every-operator.ts';

const session = await nodeDevice('webgpu').load(toOnnx(everyOperator()));
const results = await session.run(everyInput);
console.log(
  JSON.stringify(Object.entries(results).map(([name, values]) => [name, Array.from(values, Number)])),
);
await session.release();
