import { availableParallelism } from 'node:os';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { loadSession } from './ort-session.ts';
import type { Device, DeviceName, SessionOptions } from './session.ts';

// What goes wrong is thrown; ONNX Runtime need not print it as well.
env.logLevel = 'fatal';

/** The devices that Node can have. */
export type NodeDeviceName = Exclude<DeviceName, 'wasm'>;

/**
 * A device of this machine, run by onnxruntime-node.
 *
 * @example const session = await nodeDevice('cpu').load(toOnnx({ y }));
 */
export function nodeDevice(name: NodeDeviceName = 'cpu'): Device {
  const ort = { InferenceSession, Tensor, outputs: 'written in place' } as const;
  return { name, load: (model, options = {}) => loadSession(ort, model, sessionOptions(name, options)) };
}

function sessionOptions(name: NodeDeviceName, options: SessionOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [name],
    intraOpNumThreads: options.threads ?? availableParallelism(),
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 4,
    ...(options.profile !== undefined && { enableProfiling: true, profileFilePrefix: options.profile }),
  };
}
