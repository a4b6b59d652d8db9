import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ours from '../../package.json' with { type: 'json' };
import { echotrain } from '../../test/command-line.ts';
import { filesOf, importsOf, root } from '../../test/repository/sources.ts';
import { nodeDeviceNames } from '../runtime/node.ts';
import { createProgram, withSubcommands } from './program.ts';

describe('echotrain --help', () => {
  // Of the processor, which is what it takes on a machine that has nothing else to do.
  it('takes under 200 ms', async () => {
    const tell = "process.on('exit', () => process.stderr.write(JSON.stringify(process.cpuUsage())))";
    const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tell)}` };
    const milliseconds = async () => {
      const { user, system } = JSON.parse((await echotrain(['--help'], { environment })).error);
      return (user + system) / 1000;
    };
    expect(Math.min(await milliseconds(), await milliseconds(), await milliseconds())).toBeLessThan(200);
  });

  it('loads nothing that is needed for work', () => {
    const files = new Set<string>();
    // The main module loads the other two when what is compiled is kept.
    for (const start of ['main', 'program', 'run-program']) loadedBy(`src/cli/${start}.ts`, files);
    const packages = [...files].filter((name) => !existsSync(join(root, name)) && !name.startsWith('node:'));
    expect(packages).toEqual(['commander']);
    expect([...files].filter((name) => name.startsWith('src/') && !name.startsWith('src/cli/'))).toEqual([
      'src/study/versions.ts',
      'src/util/errors.ts',
    ]);
  });

  it('fits into 80 columns', () => {
    for (const command of withSubcommands(createProgram())) {
      let help = '';
      command.configureOutput({ getOutHelpWidth: () => 80, writeOut: (text) => (help += text) });
      command.outputHelp();
      for (const line of help.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(help.startsWith('Usage: echotrain ')).toBe(true);
    }
  });

  it('speaks in one voice: whole sentences', () => {
    const texts = withSubcommands(createProgram()).flatMap((command) => [
      command.description(),
      ...command.options.map((option) => option.description),
    ]);
    expect(texts.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
  });
});

describe('the command line', () => {
  it('tells its version', async () => {
    expect((await echotrain(['--version'])).output).toBe(`${ours.version}\n`);
  });

  it('offers the devices that there are', () => {
    const run = createProgram().commands.find((command) => command.name() === 'run');
    const device = run?.options.find((option) => option.long === '--device');
    expect(device?.argChoices).toEqual(['auto', ...nodeDeviceNames]);
  });

  it.each([
    [[], /^Usage: echotrain/],
    [['runn', 'x.yaml'], /^error: unknown command 'runn'\n\(Did you mean one of run, runs\?\)\n$/],
    [['run'], /^error: missing required argument 'study'\n/],
    [
      ['run', 'x.yaml', '--sed', '1'],
      /^error: unknown option '--sed'\n\(Did you mean one of --seed, --set\?\)\n/,
    ],
    [
      ['run', 'x.yaml', '--threads', '0'],
      /^error: option '--threads <n>' argument '0' is invalid\. Expected a whole number of 1 or more\.\n/,
    ],
    [['run', 'x.yaml', '--seed', '1.5'], /Expected a whole number of 0 or more\.\n/],
    [['run', 'x.yaml', '--device', 'gpu'], /Allowed choices are auto, cpu, cuda, webgpu\.\n/],
    [['run', 'a.yaml', 'b.yaml'], /^error: too many arguments/],
    [['data', 'get', 'imagenet'], /Allowed choices are mnist\.\n/],
  ])('does not understand %j: exit code 2', async (args, message) => {
    const { code, output, error } = await echotrain(args);
    expect([code, output]).toEqual([2, '']);
    expect(error).toMatch(message);
  });
});

/** All modules that a file loads when it starts: by path where they are ours, by name otherwise. */
function loadedBy(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const [source] = existsSync(join(root, path)) ? filesOf(path) : [];
  if (!source) return seen;
  const lazy = Array.from(source.text.matchAll(/await import\('(\.[^']+)'\)/g), ([, name = '']) =>
    join(dirname(path), name),
  );
  const isType = (target: string) =>
    new RegExp(`import type [^;]*/${target.split('/').at(-1)}'`).test(source.text);
  for (const target of importsOf(source)) {
    if (!lazy.includes(target) && !isType(target)) loadedBy(target, seen);
  }
  return seen;
}
