import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative } from 'node:path';
import type { Verdict } from './device-choice.ts';
import { isVerdict } from './device-choice.ts';
import type { NodeDeviceName } from './session.ts';
import { rememberedVerdict } from './verdict-memory.ts';

/** Longer than any driver needs to start and to compile what the examination runs. */
const LONGEST_MS = 60_000;

/**
 * Examines a device in a process of its own, so that a driver that crashes or hangs does no harm. Where the device
 * cannot be there at all, no process is started.
 *
 * @param memory a file that remembers what was found; none by default.
 */
export async function examineDevice(name: NodeDeviceName, memory?: string): Promise<Verdict> {
  const { absence, remedy } = whereabouts[name];
  const failure = absence();
  if (failure !== undefined) return { failure, remedy: remedy() };
  const script = besides('device-process');
  const examine = () => examineApart(script, name);
  const verdict = await (memory === undefined ? examine() : rememberedVerdict(memory, name, examine));
  return 'stepMs' in verdict ? verdict : { ...verdict, remedy: remedy() };
}

/** Runs `script` for a device until it has told its verdict and ended. */
export function examineApart(script: string, name: string, longestMs = LONGEST_MS): Promise<Verdict> {
  const child = fork(script, [name], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  let told: Verdict | undefined;
  child.on('message', (message) => {
    if (isVerdict(message)) told = message;
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ failure: `could not be examined (${error.message})` }));
    child.on('exit', (code, signal) => {
      if (child.killed) resolve({ failure: `gave no answer within ${longestMs / 1000} s` });
      else if (code !== 0) resolve({ failure: `crashed (${signal ?? `exit code ${code}`})` });
      else resolve(told ?? { failure: 'gave no answer' });
    });
  });
}

const libraries = `bin/napi-v6/${process.platform}/${process.arch}`;

interface Whereabouts {
  /** What tells, without asking a driver, that the device is not there. */
  readonly absence: () => string | undefined;
  /** How to get it. */
  readonly remedy: () => string;
}

const whereabouts: Readonly<Record<NodeDeviceName, Whereabouts>> = {
  cpu: { absence: () => undefined, remedy: () => 'Install onnxruntime-node again.' },
  cuda: {
    absence: () =>
      existsSync(ofRuntime(`${libraries}/libonnxruntime_providers_cuda.so`)) ? undefined : 'not installed',
    remedy: () =>
      `On Linux x64 with an NVIDIA card, run: node ${relative('', ofRuntime('script/install.js'))} --onnxruntime-node-install`,
  },
  webgpu: {
    absence: () => (mayHaveGraphics() ? undefined : 'no graphics device found'),
    remedy: () =>
      "Install the graphics card's driver; on Linux a Vulkan one and its loader (Debian: libvulkan1 and mesa-vulkan-drivers).",
  },
};

/** On Linux a graphics device is a file, or an environment variable names its driver; elsewhere only a try tells. */
function mayHaveGraphics(): boolean {
  if (process.platform !== 'linux') return true;
  const named = process.env.VK_DRIVER_FILES ?? process.env.VK_ICD_FILENAMES;
  return named !== undefined || readdirSync('/dev').some((file) => /^(dri|dxg|nvidiactl)$/.test(file));
}

/** The path of a file of onnxruntime-node. */
function ofRuntime(file: string): string {
  return join(dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')), file);
}

/** The path of a module beside this one: a source here, compiled in the published package. */
function besides(module: string): string {
  return join(import.meta.dirname, `${module}${extname(import.meta.filename)}`);
}
