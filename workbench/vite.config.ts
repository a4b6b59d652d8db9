import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { z } from 'zod';
import { bundleLimits } from './bundle-limits.ts';

const root = join(import.meta.dirname, '..');

/** The public faces of echotrain, by the names under which everyone imports them. */
const { exports } = z
  .object({ exports: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** Lessons are programs for Node. What they ask of Node, the page has in its own way: its device, the server's data. */
const inPlaceOfNode = Object.entries({
  'echotrain/runtime/node': 'src/lessons/training/in-place-of-node/runtime.ts',
  'echotrain/data/node': 'src/lessons/training/in-place-of-node/data.ts',
}).map(([find, file]) => ({ find, replacement: join(import.meta.dirname, file) }));

/** What may be large is asked for only where it is needed: NiiVue, and codecs of formats that are rare. */
const limits = {
  firstPage: { source: '/runs/runs-page.tsx', limit: 105 },
  script: 60,
  larger: { index: 80, 'remote-volume': 340, blosc: 215, zstd: 255 },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), bundleLimits(limits)],
  resolve: {
    alias: [
      ...inPlaceOfNode,
      ...Object.entries(exports).map(([face, file]) => ({
        find: new RegExp(`^echotrain${face.slice(1)}$`),
        replacement: join(root, file),
      })),
    ],
    // The server hands over ONNX Runtime's WebAssembly; the bundle need not hold it as well.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  worker: { format: 'es' },
  build: { target: 'es2024', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
});
