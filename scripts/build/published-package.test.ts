import { describe, expect, it } from 'vitest';
import ours from '../../package.json' with { type: 'json' };
import { publishedPackage } from './published-package.ts';

describe('the published package.json', () => {
  const published = publishedPackage(ours);

  it('points at what the compiler writes', () => {
    expect(published.bin).toEqual({ echotrain: './src/cli/main.js' });
    expect(published.exports['./graph']).toEqual({
      types: './src/graph/index.d.ts',
      default: './src/graph/index.js',
    });
    expect(JSON.stringify(published)).not.toMatch(/[^d]\.ts"/);
  });

  it('brings what the library needs, and nothing that only development does', () => {
    expect(published.dependencies).toEqual(ours.dependencies);
    for (const key of ['private', 'scripts', 'devDependencies', 'optionalDependencies', 'allowScripts']) {
      expect(published).not.toHaveProperty(key);
    }
  });

  it('refuses a package.json that lacks what a package must have', () => {
    expect(() => publishedPackage({ ...ours, exports: undefined })).toThrow(/exports/);
  });
});
