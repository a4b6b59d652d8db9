import { mkdirSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { emptyFolder } from '../../test/command-line.ts';
import { defaultFolder } from './default-folder.ts';

const before = process.cwd();
afterEach(() => process.chdir(before));

const time = new Date(2026, 0, 2, 3, 4, 5);

it.each([
  ['Iris', 'runs/iris-20260102-030405'],
  ['LeNet-5 on MNIST', 'runs/lenet-5-on-mnist-20260102-030405'],
  ['../../etc/passwd', 'runs/etc-passwd-20260102-030405'],
  ['Größe: été', 'runs/gro-e-ete-20260102-030405'],
  ['磁気共鳴', 'runs/study-20260102-030405'],
])('%s goes to %s', (name, folder) => {
  expect(defaultFolder(name, time)).toBe(folder);
});

it('a folder that is taken gets a number', () => {
  process.chdir(emptyFolder());
  mkdirSync('runs/iris-20260102-030405', { recursive: true });
  mkdirSync('runs/iris-20260102-030405-2');
  expect(defaultFolder('Iris', time)).toBe('runs/iris-20260102-030405-3');
});
