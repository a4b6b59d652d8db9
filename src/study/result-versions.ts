import { arch, cpus, platform } from 'node:os';
import { onnxRuntimeVersion } from '../runtime/node.ts';
import { packageVersion } from './versions.ts';

/** What a result depends on: this package, ONNX Runtime, Node, system and processor. */
export function resultVersions(): Record<string, string> {
  return {
    echotrain: packageVersion(),
    onnxRuntime: onnxRuntimeVersion,
    node: process.versions.node,
    system: `${platform()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
  };
}
