import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeAlone, filesOf, isGenerated, type Source, shippedSources } from './sources.ts';

const longest = 300;

function lineCount({ text }: Source): number {
  return text.split('\n').length - 1;
}

/** Files too long to read in one go: some concept is missing in them. */
function tooLong(source: Source): string[] {
  const lines = lineCount(source);
  return lines > longest ? [`${source.path} has ${lines} lines`] : [];
}

/** Folders named after nothing. */
function drawers({ path }: Source): string[] {
  return /(^|\/)(utils|helpers?|common|misc|types)\//.test(path) ? [path] : [];
}

/** Names that are not in kebab case; modules that Python scripts import cannot have hyphens. */
function oddNames({ path }: Source): string[] {
  const name = path.endsWith('.py') ? basename(path).replaceAll('_', '-') : basename(path);
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(name) ? [] : [path];
}

/** Declarations with `using`, which Node 22 does not know: `closing` of `src/util/closing.ts` does the same. */
function tooNew({ path, text }: Source): string[] {
  return /^\s*(await )?using \w+ =/m.test(codeAlone(text)) ? [path] : [];
}

/** Hosts of package registries, which belong to whoever installs, and paths that exist on one machine only. */
function machineTraces({ path, text }: Source): string[] {
  const traces =
    /registry\.(npmjs|yarnpkg|npmmirror)|npmjs[.]org|"resolved": "ht[t]p/.exec(text) ??
    /(?<![\w.~$}*-])\/(work|tmp|root)\/\w/.exec(text);
  return traces ? [`${path}: ${traces[0]}`] : [];
}

describe('the house', () => {
  const code = filesOf('{src,test,lessons,bench,scripts,workbench}/**/*.{ts,tsx,css,py,sh}').filter(
    (file) => !isGenerated(file),
  );

  it('has no file that one cannot read in one go', () => {
    expect(code.flatMap(tooLong)).toEqual([]);
  });

  it('has no drawer for things without a place', () => {
    expect(filesOf('{src,test,lessons,bench,scripts,workbench}/**').flatMap(drawers)).toEqual([]);
  });

  it('names files in kebab case', () => {
    expect(code.flatMap(oddNames)).toEqual([]);
  });

  it('ships nothing that the oldest Node it names cannot run', () => {
    expect(shippedSources().flatMap(tooNew)).toEqual([]);
  });

  it('says nothing of registries and machines', () => {
    const texts = filesOf('{*,{.ci,src,test,lessons,bench,scripts,docs,workbench}/**}');
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.flatMap(machineTraces)).toEqual([]);
  });
});

describe('the checks of the house', () => {
  const file = (path: string, text = '') => ({ path, text });

  it('see what does not belong', () => {
    expect(tooLong(file('src/graph/x.ts', '\n'.repeat(301)))).toEqual(['src/graph/x.ts has 301 lines']);
    expect(drawers(file('src/graph/helpers/x.ts'))).toHaveLength(1);
    expect(oddNames(file('src/models/UNet.ts'))).toHaveLength(1);
    expect(oddNames(file('src/models/u_net.ts'))).toHaveLength(1);
    expect(tooNew(file('src/data/x.ts', '  using pool = new Pool();'))).toHaveLength(1);
    expect(tooNew(file('src/data/x.ts', '/** using pool = new Pool(); */'))).toEqual([]);
    expect(machineTraces(file('x', `https://registry.${'npmjs'}.org/x`))).toHaveLength(1);
    expect(machineTraces(file('x', `"${'/tmp'}/data"`))).toHaveLength(1);
  });

  it('let pass what does', () => {
    expect(tooLong(file('src/graph/x.ts', '\n'.repeat(300)))).toEqual([]);
    expect(drawers(file('src/layers/common-mode.ts'))).toEqual([]);
    expect(oddNames(file('src/models/lenet5.test.ts'))).toEqual([]);
    expect(machineTraces(file('x', `${'$HOME'}/tmp/x ./home/x /usr/bin/env`))).toEqual([]);
  });
});
