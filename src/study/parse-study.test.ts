import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../util/errors.ts';
import { parseOverride, parseStudy } from './parse-study.ts';

const STUDY = `# Fisher's flowers
name: Iris
seed: 1
data: iris
split:
  kFold: { folds: 5 }
model:
  mlp: { hidden: [16] }
training:
  epochs: 10
  optimizer:
    adam:
      learningRate:
        oneCycle: { maxLearningRate: 0.01 }
`;

const parse = (text: string, ...overrides: readonly string[]) =>
  parseStudy(text, 'study.yaml', overrides.map(parseOverride));

/** What is said of the study with one text in another's place. */
function complaintsOf(text: string, replacement = '', ...overrides: readonly string[]): string[] {
  try {
    parse(STUDY.replace(text, replacement), ...overrides);
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('a study file', () => {
  it('is read as it is written', () => {
    const { study, text } = parse(STUDY);
    expect(text).toBe(STUDY);
    expect(study).toEqual({
      name: 'Iris',
      seed: 1,
      data: { iris: {} },
      split: { kFold: { folds: 5 } },
      model: { mlp: { hidden: [16] } },
      training: {
        epochs: 10,
        optimizer: { adam: { learningRate: { oneCycle: { maxLearningRate: 0.01 } } } },
      },
    });
  });

  it('takes a choice without settings in three ways', () => {
    for (const data of ['data: digits', 'data:\n  digits:', 'data: { digits: {} }']) {
      expect(parse(STUDY.replace('data: iris', data)).study.data).toEqual({ digits: {} });
    }
  });
});

describe('complaints name the place, what was expected, what stands there, and what may be meant:', () => {
  it.each([
    [
      'epochs: 10',
      'epohcs: 10',
      'study.yaml:10:3, training: expected settings: epochs, optimizer,',
      'received "epohcs". Did you mean "epochs"?',
    ],
    [
      'adam:',
      'Adamm:',
      'study.yaml:12:5, training.optimizer: expected adam, adamW, sgd, rmsProp or ipalm',
      'received "Adamm". Did you mean "adam"?',
    ],
    [
      'data: iris',
      'data: irs',
      'study.yaml:4:7, data: expected iris, mnist, digits, csv, dataset, kspace, simulated, magnitudes, images or sparseView',
      'received "irs". Did you mean "iris"?',
    ],
    [
      'epochs: 10',
      'epochs: ten',
      'study.yaml:10:11, training.epochs: expected a whole number of 1 or more',
      'received "ten".',
    ],
    [
      'epochs: 10',
      'epochs: 0',
      'study.yaml:10:11, training.epochs: expected a whole number of 1 or more',
      'received 0.',
    ],
    [
      '[16]',
      '[16, -1]',
      'study.yaml:8:23, model.mlp.hidden.1: expected a whole number of 1 or more',
      'received -1.',
    ],
    [
      '  epochs: 10\n',
      '',
      'study.yaml:9:1, training.epochs: expected a whole number of 1 or more',
      'received nothing.',
    ],
    [
      'data: iris',
      'data:',
      'study.yaml:4:1, data: expected iris, mnist, digits, csv, dataset, kspace, simulated, magnitudes, images or sparseView',
      'received nothing.',
    ],
    ['data: iris', 'data: csv', 'study.yaml:4:7, data.csv.file: expected a path', 'received nothing.'],
    [
      'data: iris',
      'data: { iris: {}, digits: {} }',
      'study.yaml:4:1, data: expected only one of iris, mnist, digits, csv, dataset, kspace, simulated, magnitudes, images and sparseView',
      'received {"iris":{},"digits":{}}.',
    ],
    [
      'seed: 1',
      'seed: [1, 1]',
      'study.yaml:3:1, seed: expected a whole number of 0 or more, or a list of different ones',
      'received [1,1].',
    ],
    [
      'oneCycle',
      'onecycle',
      'study.yaml:14:9, training.optimizer.adam.learningRate: expected',
      'received "onecycle". Did you mean "oneCycle"?',
    ],
    [
      '0.01 }',
      '0.01, rising: 0 }',
      'learningRate, oneCycle, rising: expected a share between 0 and 1',
      'received 0.',
    ],
    [
      'mlp: { hidden: [16] }',
      'layers: [Flatten, { Dense: { units: 0 } }]',
      'study.yaml:8:21, model.layers.1, Dense, option "units": expected a whole number of 1 or more',
      'received 0.',
    ],
    [
      'mlp: { hidden: [16] }',
      'layers: [Relu]',
      "model.layers.0: expected a layer by Keras's name",
      'received "Relu". Did you mean "ReLU"?',
    ],
  ])('%j as %j', (before, after, place, received) => {
    const complaints = complaintsOf(before, after);
    expect(complaints).toHaveLength(after === 'data: csv' ? 3 : 1);
    expect(complaints[0]).toContain(place);
    expect(complaints[0]?.endsWith(received), complaints[0]).toBe(true);
  });

  it('all that is wrong at once, in the order of the file', () => {
    const lines = complaintsOf('seed: 1\ndata: iris', 'seed: x\ndata: irs\nsplitt: 1').map(
      (line) => line.split(',')[0],
    );
    expect(lines).toEqual(['study.yaml:3:7', 'study.yaml:4:7', 'study.yaml:5:1: expected settings: name']);
  });
});

describe('what is no study is refused in one line:', () => {
  it.each([
    ['', 'study.yaml:1:1, name: expected a name, received nothing.'],
    ['- 1', 'study.yaml:1:1: expected a study: settings such as name, data and model, received a list.'],
    ['hello', 'received "hello".'],
    ['a: [1', 'study.yaml:1:6: expected YAML, received Flow sequence'],
    ['a: 1\na: 2', 'study.yaml:2:1: expected YAML, received Map keys must be unique.'],
    ['\ta: 1', 'study.yaml:1:1: expected YAML, received Tabs are not allowed'],
    ['a: !!js/function "x"', 'study.yaml:1:4: expected YAML, received Unresolved tag'],
    ['a: &x [*x]', 'study.yaml: expected YAML, received an alias within itself.'],
    ['a: *x', 'study.yaml: expected YAML, received Unresolved alias'],
    ['a: 1\n---\nb: 2', 'study.yaml:2:1: expected YAML, received Source contains multiple documents'],
    ['\0', 'received a binary file.'],
    ['a: b\n'.repeat(6000), 'expected a study file, with 5000 settings at most, received 60'],
    ['#'.repeat(1_000_001), 'received 1000001 characters.'],
  ])('%j', (text, message) => {
    expect(() => parse(text)).toThrow(InputError);
    expect(() => parse(text)).toThrow(message);
  });

  it('a bomb of aliases', () => {
    const levels = 'abcdefghij'
      .split('')
      .map((name, i, all) => `${name}: &${name} [${`*${all[i - 1]},`.repeat(9)}]`);
    expect(() => parse(['a: &a [1,1,1,1,1,1,1,1,1]', ...levels.slice(1)].join('\n'))).toThrow(/alias/i);
  });

  it('any damage', () => {
    const damage = fc.tuple(fc.nat(STUDY.length), fc.nat(20), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(damage, ([at, length, text]) => {
        try {
          parse(STUDY.slice(0, at) + text + STUDY.slice(at + length));
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('overrides', () => {
  it('stand in the place of settings, and in the text', () => {
    const { study, text } = parse(
      STUDY,
      'training.epochs=3',
      'data.mnist.train=100',
      'model=lenet5',
      'seed=7',
    );
    expect(study).toMatchObject({
      seed: 7,
      data: { mnist: { train: 100 } },
      model: { lenet5: {} },
      training: { epochs: 3 },
    });
    expect(text).toMatch(/^# Fisher's flowers\nname: Iris\nseed: 7\ndata:\n {2}mnist:\n {4}train: 100\n/);
    expect(parse(text).study).toEqual(study);
  });

  it('reach into lists', () => {
    const layers = 'model={layers: [Flatten, Dense]}';
    expect(parse(STUDY, layers, 'model.layers.1.Dense.units=3').study.model).toEqual({
      layers: [{ Flatten: {} }, { Dense: { units: 3 } }],
    });
  });

  it.each([
    [
      'training.epoch=3',
      '--set training.epoch=3, training: expected settings: epochs,',
      'Did you mean "epochs"?',
    ],
    [
      'training.epochs=x',
      '--set training.epochs=x, training.epochs: expected a whole number',
      'received "x".',
    ],
    [
      'model.lenet5.filters=3',
      '--set model.lenet5.filters=3, model.lenet5: expected no settings',
      'received "filters".',
    ],
  ])('are complained of as %s', (override, start, end) => {
    const [complaint = ''] = complaintsOf('', '', override);
    expect(complaint.startsWith(start), complaint).toBe(true);
    expect(complaint.endsWith(end), complaint).toBe(true);
  });

  it.each(['training', '=3', 'a..b=3', '.=3', 'a=[1', 'a b=3'])('%j is none', (assignment) => {
    expect(() => parseOverride(assignment)).toThrow(
      /--set .*: expected key=value, such as training.epochs=3/,
    );
  });
});
