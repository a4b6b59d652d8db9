import { availableParallelism } from 'node:os';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { choose, threadCount } from './device-choice.ts';
import { examineDevice } from './examine-device.ts';
import { loadSession, OPTIMIZATION_LEVEL } from './ort-session.ts';
import type { Device, NodeDeviceName, SessionOptions } from './session.ts';

export type { Arrays, Device, NodeDeviceName, Session, SessionOptions, ValueType } from './session.ts';

// What goes wrong is thrown; ONNX Runtime need not print it as well.
env.logLevel = 'fatal';

/** The version of ONNX Runtime. */
export const onnxRuntimeVersion: string = env.versions.common;

/** The devices that Node can have. */
export const nodeDeviceNames = ['cpu', 'cuda', 'webgpu'] as const satisfies readonly NodeDeviceName[];

/**
 * A device of this machine, run by onnxruntime-node.
 *
 * @example const session = await nodeDevice('cpu').load(toOnnx({ y }));
 */
export function nodeDevice(name: NodeDeviceName = 'cpu'): Device {
  const ort = { InferenceSession, Tensor, outputs: 'written in place' } as const;
  return { name, load: (model, options = {}) => loadSession(ort, model, sessionOptions(name, options)) };
}

/** How a device is chosen. */
export interface ChoiceOptions {
  /** With how many threads it will compute; all of the machine's by default. */
  readonly threads?: number | undefined;
  /** A file that remembers for a day what the examinations found; without it every start examines anew. */
  readonly memory?: string;
}

/** A device, and in one printable sentence why this one. */
export interface ChosenDevice {
  readonly device: Device;
  readonly reason: string;
}

/**
 * The device of this machine that is asked for, or with `'auto'` the best: the fastest that passes a self-check.
 * Each is examined in a process of its own, so that a broken driver does no harm.
 *
 * @param preference one of {@link nodeDeviceNames}, or `'auto'`.
 * @throws InputError when there is no such device, or it fails; with the reason and the remedy.
 * @example
 * const { device, reason } = await chooseDevice();
 * console.log(reason); // cpu: 2 threads; cuda not used: not installed; webgpu not used: no graphics device found
 */
export async function chooseDevice(
  preference: string = 'auto',
  { memory, threads = availableParallelism() }: ChoiceOptions = {},
): Promise<ChosenDevice> {
  const [baseline, ...accelerators] = nodeDeviceNames;
  const description = threadCount(threads);
  const remembered = preference === 'auto' ? memory : undefined;
  const examine = (asked: NodeDeviceName) => examineDevice(asked, remembered);
  const { name, reason } = await choose(preference, { baseline, accelerators, description, examine });
  return { device: nodeDevice(name), reason };
}

/** What keeps a session that runs now and then out of the way of others. */
const OCCASIONAL = {
  enableCpuMemArena: false,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
} as const;

function sessionOptions(name: NodeDeviceName, options: SessionOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [name],
    intraOpNumThreads: options.threads ?? availableParallelism(),
    interOpNumThreads: 1,
    graphOptimizationLevel: OPTIMIZATION_LEVEL,
    // A planned block for all intermediates would be allocated beside those of the first run, which stay.
    enableMemPattern: false,
    ...(options.isOccasional && OCCASIONAL),
    logSeverityLevel: 4,
    ...(options.profile !== undefined && { enableProfiling: true, profileFilePrefix: options.profile }),
  };
}
