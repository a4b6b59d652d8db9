import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { findPython } from '../../scripts/goldens/python.ts';
import { toOnnx } from '../../src/onnx/write.ts';
import { everyOperator } from '../every-operator.ts';

/** Infers all shapes by ONNX's own rules, and fails where an operator, an attribute or a declared shape is wrong. */
const program = `
import sys, onnx
model = onnx.load_model_from_string(sys.stdin.buffer.read())
onnx.checker.check_model(model, full_check=True)
inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
print(len({node.op_type for node in inferred.graph.node}))
`;

const python = findPython();

it.skipIf(python === undefined)("passes ONNX's own checker with every operator", () => {
  const model = toOnnx(everyOperator(), { standard: true });
  const { status, stdout, stderr } = spawnSync(python ?? '', ['-c', program], { input: model });
  expect(stderr.toString()).toBe('');
  expect(status).toBe(0);
  expect(Number(stdout)).toBeGreaterThan(50);
});
