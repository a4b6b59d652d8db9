import type { InferenceSession } from 'onnxruntime-common';
import { check } from '../util/errors.ts';
import { choose, threadCount } from './device-choice.ts';
import { examine } from './examination.ts';
import { loadSession, OPTIMIZATION_LEVEL } from './ort-session.ts';
import type { Device, SessionOptions, WebDeviceName } from './session.ts';

export type { Arrays, Device, Session, SessionOptions, ValueType, WebDeviceName } from './session.ts';

/** How ONNX Runtime is found and started. */
export interface WebOptions {
  /**
   * The URL of the folder that holds the `ort-wasm-*.mjs` and `.wasm` files of onnxruntime-web, with a slash at its
   * end. By default they are looked for beside the bundle; never on another host.
   */
  readonly wasmPaths?: string;
  /** Threads of all sessions of the page; by default all of the machine's where the page is cross-origin isolated. */
  readonly threads?: number;
}

/** The devices that a browser can have. */
export const webDeviceNames = ['wasm', 'webgpu'] as const satisfies readonly WebDeviceName[];

/** One package a device, so that a page that uses only one need not fetch the other. */
const packages = {
  wasm: () => import('onnxruntime-web/wasm'),
  webgpu: () => import('onnxruntime-web/webgpu'),
} as const;

/** How many threads each package was started with: its first session settles it for the whole page. */
const startedThreads = new Map<WebDeviceName, number>();

/**
 * A device of the browser, run by onnxruntime-web. Several threads need a page that is cross-origin isolated. Where
 * nothing else may wait, use it in a worker.
 *
 * @example const session = await webDevice('wasm', { wasmPaths: '/ort/' }).load(toOnnx({ y }));
 */
export function webDevice(name: WebDeviceName = 'wasm', { wasmPaths, threads }: WebOptions = {}): Device {
  return {
    name,
    async load(model, options = {}) {
      const { env, InferenceSession, Tensor } = await packages[name]();
      env.logLevel = 'fatal';
      if (wasmPaths !== undefined) env.wasm.wasmPaths = wasmPaths;
      env.wasm.numThreads = threadsFor(name, options.threads ?? threads);
      const ort = { InferenceSession, Tensor, outputs: 'returned anew' } as const;
      return loadSession(ort, model, sessionOptions(name, options));
    },
  };
}

/**
 * The browser's device that is asked for, or with `'auto'` the best: the fastest that passes a self-check.
 *
 * @param preference one of {@link webDeviceNames}, or `'auto'`.
 * @throws InputError when there is no such device, or it fails; with the reason.
 */
export async function chooseDevice(
  preference: string = 'auto',
  options: WebOptions = {},
): Promise<{ readonly device: Device; readonly reason: string }> {
  const [baseline, ...accelerators] = webDeviceNames;
  const { name, reason } = await choose(preference, {
    baseline,
    accelerators,
    description: threadCount(options.threads ?? mostThreads()),
    // The browser keeps drivers out of the page, so that the examination can take place here.
    examine: async (candidate) =>
      candidate === 'webgpu' && !(await hasGraphics())
        ? { failure: 'no graphics device found' }
        : examine(webDevice(candidate, options)),
  });
  return { device: webDevice(name, options), reason };
}

/** Whether the browser has a graphics device to compute on: known before ONNX Runtime for it is fetched. */
async function hasGraphics(): Promise<boolean> {
  const gpu: unknown = Reflect.get(navigator, 'gpu');
  if (typeof gpu !== 'object' || gpu === null || !('requestAdapter' in gpu)) return false;
  const { requestAdapter } = gpu;
  return typeof requestAdapter === 'function' && Boolean(await requestAdapter.call(gpu));
}

function threadsFor(name: WebDeviceName, asked: number | undefined): number {
  const threads = startedThreads.get(name) ?? asked ?? mostThreads();
  check(asked === undefined || asked === threads, () => ({
    where: `device ${name}`,
    expected: `${threadCount(threads)}, as the page's first session has`,
    received: `${asked}`,
    remedy: 'Give webDevice the number before anything runs, or reload the page.',
  }));
  check(threads === 1 || isIsolated(), () => ({
    where: `device ${name}`,
    expected: '1 thread, as this page is not cross-origin isolated',
    received: `${threads}`,
    remedy:
      'Serve it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.',
  }));
  startedThreads.set(name, threads);
  return threads;
}

function mostThreads(): number {
  return isIsolated() ? navigator.hardwareConcurrency : 1;
}

/** Whether threads may share memory. */
function isIsolated(): boolean {
  return Reflect.get(globalThis, 'crossOriginIsolated') === true;
}

function sessionOptions(name: WebDeviceName, options: SessionOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [name],
    graphOptimizationLevel: OPTIMIZATION_LEVEL,
    logSeverityLevel: 4,
    ...(options.profile !== undefined && { enableProfiling: true, profileFilePrefix: options.profile }),
  };
}
