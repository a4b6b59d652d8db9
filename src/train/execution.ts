import type { Tensor } from '../graph/index.ts';
import { layOut, polish } from '../graph/passes/index.ts';
import { toOnnx } from '../onnx/index.ts';
import { layoutsOf } from '../runtime/layouts.ts';
import type { Device, Session, SessionOptions } from '../runtime/session.ts';

/** Where graphs run. */
export interface Execution {
  readonly device: Device;
  /**
   * Threads within an operator; by default all that the machine offers. Each number gives the same bits every time;
   * another one may round large matrix products differently.
   */
  readonly threads?: number | undefined;
}

/** Where a graph runs, and whether only now and then. */
export type Compilation = Execution & Pick<SessionOptions, 'isOccasional'>;

/** Writes a graph, and loads it where it shall run. */
export function compileGraph(
  outputs: Readonly<Record<string, Tensor>>,
  name: string,
  { device, threads, isOccasional = false }: Compilation,
): Promise<Session> {
  const options = { ...(threads !== undefined && { threads }), ...(isOccasional && { isOccasional }) };
  return device.load(toOnnx(polish(outputs), { name }), options);
}

/** {@link compileGraph} of a network in the layouts that the device likes best. */
export async function compileNetwork(
  outputs: Readonly<Record<string, Tensor>>,
  name: string,
  execution: Compilation,
): Promise<Session> {
  const names = Object.keys(outputs);
  const laidOut = layOut(Object.values(outputs), await layoutsOf(execution.device, execution.threads));
  const renamed = names.flatMap((output, i) => (laidOut[i] ? [[output, laidOut[i]] as const] : []));
  return compileGraph(Object.fromEntries(renamed), name, execution);
}
