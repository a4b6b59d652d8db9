import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');

/** The public faces of echotrain, by the names under which everyone imports them. */
const { exports } = z
  .object({ exports: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: {
    alias: Object.entries(exports).map(([face, file]) => ({
      find: new RegExp(`^echotrain${face.slice(1)}$`),
      replacement: join(root, file),
    })),
  },
  worker: { format: 'es' },
  build: { target: 'es2024', assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
});
