import { realpathSync } from 'node:fs';

/**
 * Whether the module with this `import.meta` is the program that was started, not one that another imports.
 *
 * @example if (isStarted(import.meta)) console.log(await train());
 */
export function isStarted({ filename }: ImportMeta): boolean {
  const [, program] = process.argv;
  return program !== undefined && realpathSync(program) === filename;
}
