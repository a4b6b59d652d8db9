import { spawnSync } from 'node:child_process';

/** What the oracles import. */
const modules = [
  ...['numpy', 'scipy', 'sklearn', 'skimage', 'torch', 'onnx'],
  ...['pydicom', 'gdcm', 'PIL', 'nibabel', 'h5py', 'tifffile'],
];

/**
 * The first Python interpreter that imports what the oracles need: `$PYTHON`, the one on the path, Debian's.
 * Undefined where none does.
 */
export function findPython(
  candidates = [process.env.PYTHON, 'python3', '/usr/bin/python3'],
): string | undefined {
  const imports = `import ${modules.join(', ')}`;
  return candidates
    .filter((candidate) => candidate !== undefined)
    .find((candidate) => spawnSync(candidate, ['-c', imports], { stdio: 'ignore' }).status === 0);
}
