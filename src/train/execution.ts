import type { Tensor } from '../graph/index.ts';
import { toOnnx } from '../onnx/index.ts';
import type { Device, Session } from '../runtime/session.ts';

/** Where graphs run. */
export interface Execution {
  readonly device: Device;
  /** Threads within an operator; by default all that the machine offers. Results do not depend on it. */
  readonly threads?: number | undefined;
}

/** Writes a graph, and loads it where it shall run. */
export function compileGraph(
  outputs: Readonly<Record<string, Tensor>>,
  name: string,
  { device, threads }: Execution,
): Promise<Session> {
  return device.load(toOnnx(outputs, { name }), threads === undefined ? {} : { threads });
}
