import { describe, expect, it } from 'vitest';
import { lineOf, valueOfLine, valuesOf, withoutSetting, withSetting, withSettings } from './edit-study.ts';

const STUDY = `# Agreed in May
name: Ours # for now
data: iris
model:
  # as in the paper
  mlp: { hidden: [16] }
training:
  epochs: 3
  optimizer: adam
`;

describe('editing a study', () => {
  it('changes a value in its place, and nothing else', () => {
    expect(withSetting(STUDY, ['training', 'epochs'], 20)).toBe(STUDY.replace('epochs: 3', 'epochs: 20'));
    expect(withSetting(STUDY, ['name'], 'Theirs')).toBe(STUDY.replace('Ours', 'Theirs'));
    expect(withSetting(STUDY, ['model', 'mlp', 'hidden'], [8, 8])).toBe(STUDY.replace('[16]', '[8, 8]'));
  });

  it('makes a group of a word that gets a setting, and adds and removes settings', () => {
    const more = withSetting(STUDY, ['training', 'optimizer', 'adam', 'beta1'], 0.8);
    expect(more).toBe(STUDY.replace('optimizer: adam', 'optimizer:\n    adam:\n      beta1: 0.8'));
    expect(withoutSetting(more, ['training', 'optimizer'])).toBe(STUDY.replace('  optimizer: adam\n', ''));
    expect(valuesOf(withSetting('', ['training', 'epochs'], 2))).toEqual({ training: { epochs: 2 } });
  });

  it('takes settings as the command line does', () => {
    const edited = withSettings(STUDY, [
      'training.epochs=20',
      'training.optimizer.adam.learningRate=1e-4',
      'x',
    ]);
    expect(valuesOf(edited)).toMatchObject({
      training: { epochs: 20, optimizer: { adam: { learningRate: 1e-4 } } },
    });
    expect(edited).toContain('# Agreed in May');
  });

  for (const name of [
    'a: b',
    '# no',
    "it's",
    '[x',
    '{y}, z',
    ' blank ',
    'yes',
    '12',
    'null',
    '',
    '\\',
    'ü "q"',
    '- a',
  ]) {
    it(`writes ${JSON.stringify(name)} so that it is read again, in lines and within braces`, () => {
      const braces = 'data: { csv: { file: table.csv, target: species } }\n';
      expect(valuesOf(withSetting(STUDY, ['name'], name))).toMatchObject({ name });
      expect(valuesOf(withSetting(braces, ['data', 'csv', 'target'], name))).toEqual({
        data: { csv: { file: 'table.csv', target: name } },
      });
    });
  }

  it('takes a line as YAML, where it is', () => {
    expect(['3', '[1, 2]', 'a', '[1,', ''].map(valueOfLine)).toEqual([3, [1, 2], 'a', '[1,', '']);
    expect([3, [1, 2], 'a', undefined, true].map(lineOf)).toEqual(['3', '[1, 2]', 'a', '', 'true']);
  });

  it('gives nothing of what is no YAML', () => {
    expect(valuesOf('a: [')).toBeUndefined();
    expect(valuesOf('a: &x [*x]')).toBeDefined();
  });
});
