import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from './sources.ts';

const out = mkdtempSync(join(tmpdir(), 'echotrain-proto-'));
afterAll(() => rmSync(out, { recursive: true }));

describe('the protobuf code', () => {
  it('is what the schemas generate', () => {
    execFileSync(join(root, 'node_modules/.bin/buf'), ['generate', '--output', out], { cwd: root });
    for (const path of ['src/onnx/onnx_pb.ts', 'src/formats/tensorboard/events_pb.ts']) {
      const same = readFileSync(join(out, path), 'utf8') === readFileSync(join(root, path), 'utf8');
      expect(same, `${path} is out of date: npm run proto`).toBe(true);
    }
  });
});
