/**
 * Whether the module with this `import.meta` is the program that was started, not one that another imports. In a
 * browser nothing is started so.
 *
 * @example if (isStarted(import.meta)) console.log(await train());
 */
export function isStarted({ filename }: ImportMeta): boolean {
  if (typeof process === 'undefined') return false;
  const [, program] = process.argv;
  return program !== undefined && process.getBuiltinModule('node:fs').realpathSync(program) === filename;
}
