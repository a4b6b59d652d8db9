import { messageOf } from '../util/errors.ts';

/**
 * What ONNX Runtime complains about, in its own words, without the codes, source files and conditions around it.
 *
 * @example reasonOf(error) // 'Failed to get a WebGPU adapter: No supported adapters'
 */
export function reasonOf(error: unknown): string {
  const message = messageOf(error).replace(/\s+/g, ' ').trim();
  const told = message
    .replace(/^.*\[ONNXRuntimeError\] : \d+ : [A-Z_]+ : /, '')
    .replace(/^.* was false\. /, '');
  return told.replace(/^\S*onnxruntime\S*\.(?:cc|h):\d+ /, '').replace(/\.$/, '');
}
