import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { OPTIMIZATION_LEVEL } from '../../runtime/ort-session.ts';
import type { RunRecord } from '../../store/index.ts';
import { resultVersions } from '../result-versions.ts';

/** Variables of the environment that change how a training computes. */
const VARIABLES = /^(OMP_|ORT_|ONNXRUNTIME_|CUDA_|GLIBC_TUNABLES$|MALLOC_|NODE_OPTIONS$)/;

/** What a processor can, as far as the results of ONNX Runtime depend on it. */
const FLAGS = /^(sse4_[12]|avx|avx2|fma|f16c|avx_vnni|avx512\w*|amx\w*|asimd\w*|sve\w*)$/;

/** What of this machine, program and folder else repeats a run. */
export function surroundingsRecord(
  folder: string,
): Pick<RunRecord, 'optimization' | 'versions' | 'processorFlags' | 'git' | 'environment'> {
  const git = gitState(folder);
  const environment = Object.entries(process.env).flatMap(([name, value]) =>
    VARIABLES.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  return {
    optimization: OPTIMIZATION_LEVEL,
    versions: resultVersions(),
    processorFlags: processorFlags(),
    ...(git && { git }),
    environment: Object.fromEntries(environment),
  };
}

/** The commit of the working folder, where it is one of git, and whether files differ from it. */
function gitState(folder: string): RunRecord['git'] {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return { commit: git('rev-parse', 'HEAD'), isChanged: git('status', '--porcelain', '-uno') !== '' };
  } catch {
    return undefined;
  }
}

/** As Linux tells them; none elsewhere. */
function processorFlags(): string[] {
  try {
    const [, flags = ''] = /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8')) ?? [];
    return flags.split(' ').filter((flag) => FLAGS.test(flag));
  } catch {
    return [];
  }
}
