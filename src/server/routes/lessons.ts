import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { mnistFileNames } from '../../data/index.ts';
import { findMnistFiles, hasMnist, mnistFolder } from '../../data/node.ts';

const MISSING = 'MNIST is not on this machine. Get it with: echotrain data get mnist';

/** `/api/lessons`: data that lessons in the browser train on. */
export function lessonsRoutes() {
  return new Hono()
    .get('/mnist', async (context) => context.json({ isHere: await hasMnist() }))
    .get('/mnist/:file{trainImages|trainLabels|testImages|testLabels}', async (context) => {
      const name = Object.entries(mnistFileNames).find(([file]) => file === context.req.param('file'))?.[1];
      const [path] = name ? await findMnistFiles(mnistFolder(), name) : [];
      if (path === undefined) return context.json({ message: MISSING }, 404);
      return context.body(new Uint8Array(await readFile(path)), 200, {
        'Content-Type': 'application/octet-stream',
      });
    });
}
