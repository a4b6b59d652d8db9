import type { Values } from '../src/graph/leaf.ts';
import type { Tensor } from '../src/graph/tensor.ts';
import { toOnnx } from '../src/onnx/write.ts';
import { nodeDevice } from '../src/runtime/node.ts';
import type { Arrays, Session, SessionOptions } from '../src/runtime/session.ts';

/** Named tensors, to be computed together. */
export type Outputs = Readonly<Record<string, Tensor>>;

/** Hands a session for `outputs` on ONNX Runtime's CPU provider to `use`, and frees it afterwards. */
export async function withSession<T>(
  outputs: Outputs,
  use: (session: Session) => Promise<T>,
  options: SessionOptions = { threads: 1 },
): Promise<T> {
  const session = await nodeDevice('cpu').load(toOnnx(outputs), options);
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}

/** What ONNX Runtime computes for `outputs`. */
export async function runGraph(outputs: Outputs, inputs: Arrays = {}): Promise<Record<string, Values>> {
  return withSession(outputs, (session) => session.run(inputs));
}
