import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { OrtSession } from './ort-session.ts';
import type { Device, DeviceName, SessionOptions } from './session.ts';

/**
 * A device of this machine, run by onnxruntime-node.
 *
 * @example const session = await nodeDevice('cpu').load(toOnnx({ y }));
 */
export function nodeDevice(name: DeviceName = 'cpu'): Device {
  return {
    name,
    async load(model, options = {}) {
      const session = await InferenceSession.create(model, sessionOptions(name, options));
      return new OrtSession(session, Tensor, 'written in place', options.profile !== undefined);
    },
  };
}

function sessionOptions(name: DeviceName, options: SessionOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [name],
    intraOpNumThreads: options.threads ?? availableParallelism(),
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...(options.profile !== undefined && { enableProfiling: true, profileFilePrefix: options.profile }),
  };
}
