import { chooseDevice, type Device, webDevice, webDeviceNames } from 'echotrain/runtime/web';
import type { FromWorker, KnownDevice, RunRequest } from './messages.ts';
import type { Host } from './program.ts';

/** Where the server hands over ONNX Runtime. */
const PLACE = { wasmPaths: '/ort/' } as const;

/** Milliseconds between two updates, and between two steps in slow motion. */
const PACE = { update: 50, slow: 80 } as const;

/** What a program is given in a worker that tells the page with `post`. */
export function workerHost(
  { isSlow, fastest }: Pick<RunRequest<unknown>, 'isSlow' | 'fastest'>,
  post: (message: FromWorker<unknown, unknown>) => void,
): Host<unknown> {
  let told = Number.NEGATIVE_INFINITY;
  return {
    tell(update) {
      told = performance.now();
      post({ kind: 'update', update });
    },
    isDue: (after = PACE.update) => isSlow || performance.now() - told >= after,
    follow: () => (isSlow ? new Promise((resolve) => setTimeout(resolve, PACE.slow)) : Promise.resolve()),
    async device(size) {
      const { device, reason } = size === 'small' ? smallDevice() : await largeDevice(fastest);
      post({ kind: 'device', size, device: { name: device.name, reason } });
      return device;
    },
  };
}

interface ChosenDevice {
  readonly device: Device;
  readonly reason: string;
}

function smallDevice(): ChosenDevice {
  const device = webDevice('wasm', { ...PLACE, threads: 1 });
  return { device, reason: 'wasm: 1 thread, the fastest for something as small as this' };
}

async function largeDevice(fastest: KnownDevice | undefined): Promise<ChosenDevice> {
  const known = webDeviceNames.find((name) => name === fastest?.name);
  if (!fastest || !known) return chooseDevice('auto', PLACE);
  return { device: webDevice(known, PLACE), reason: fastest.reason };
}
