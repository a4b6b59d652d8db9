import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { findPython } from '../../scripts/goldens/python.ts';
import { toOnnx } from '../../src/onnx/write.ts';
import { expectClose } from '../close.ts';
import { everyInput, everyOperator } from '../every-operator.ts';
import { runGraph } from '../run-graph.ts';

/** Infers all shapes by ONNX's own rules, and fails where an operator, an attribute or a declared shape is wrong. */
const checker = `
import sys, onnx
model = onnx.load_model_from_string(sys.stdin.buffer.read())
onnx.checker.check_model(model, full_check=True)
inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
print(len({node.op_type for node in inferred.graph.node}))
`;

const python = findPython();
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';

it.skipIf(python === undefined)("passes ONNX's own checker", () => {
  const model = toOnnx(everyOperator(), { standard: true });
  const { status, stdout, stderr } = spawnSync(python ?? '', ['-c', checker], { input: model });
  expect(stderr.toString()).toBe('');
  expect(status).toBe(0);
  expect(Number(stdout)).toBeGreaterThan(50);
});

it.skipIf(!existsSync(driver))('computes on WebGPU what it does on the CPU', async () => {
  const env = {
    ...process.env,
    VK_DRIVER_FILES: driver,
    LD_LIBRARY_PATH: dirname(driver),
    XDG_RUNTIME_DIR: '/run',
  };
  const program = join(import.meta.dirname, 'every-operator-on-webgpu.ts');
  const printed = execFileSync(process.execPath, [program], { env, encoding: 'utf8' });
  const onWebGpu: readonly [string, readonly number[]][] = JSON.parse(printed);
  const onCpu = await runGraph(everyOperator(), everyInput);
  expect(onWebGpu.map(([name]) => name)).toEqual(Object.keys(onCpu));
  for (const [name, values] of onWebGpu) expectClose(values, onCpu[name] ?? [], 1e-5, name);
});
