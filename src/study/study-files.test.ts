import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../test/close.ts';
import { inputsOf } from '../data/index.ts';
import { readSafetensors } from '../formats/index.ts';
import { nodeDevice } from '../runtime/node.ts';
import { loadWeights } from '../train/index.ts';
import { range, sum } from '../util/arrays.ts';
import { present } from '../util/errors.ts';
import type { Answers } from './answers.ts';
import { parseOverride, parseStudy } from './parse-study.ts';
import { runStudy } from './run-study.ts';
import { studyFiles } from './study-files.ts';

const STUDY = `
name: Iris
seed: 3
data: iris
split: { random: { validation: 0.2, test: 0.2 } }
preprocessing: { standardize: feature }
model: { mlp: { hidden: [8] } }
training: { epochs: 3, batchSize: 16, optimizer: adam }
evaluation: { resamples: 50 }
`;

const device = nodeDevice('cpu');

function run(...overrides: readonly string[]) {
  const { study } = parseStudy(STUDY, 'study.yaml', overrides.map(parseOverride));
  return runStudy(study, { device, reason: 'cpu', folder: '.' });
}

function bytesOf(file: string | Uint8Array | undefined): Uint8Array {
  return typeof file === 'string' || file === undefined ? new TextEncoder().encode(file) : file;
}

describe('what is kept of a study', () => {
  it('is its result, its history and its network', async () => {
    const outcome = await run();
    const files = studyFiles(outcome);
    expect([...files.keys()]).toEqual(['result.json', 'history.csv', 'weights.safetensors', 'model.onnx']);
    expect(JSON.parse(String(files.get('result.json')))).toEqual(JSON.parse(JSON.stringify(outcome.result)));
    const lines = String(files.get('history.csv')).trimEnd().split('\n');
    expect(lines[0]).toBe('seed,fold,epoch,learning_rate,seconds,loss,accuracy,val_loss,val_accuracy');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 3))).toEqual([
      ['3', '', '0'],
      ['3', '', '1'],
      ['3', '', '2'],
    ]);
  });

  it('holds weights that load into the network', async () => {
    const outcome = await run();
    const { model, fitted } = present(outcome.trained[0], 'a network');
    const bytes = bytesOf(studyFiles(outcome).get('weights.safetensors'));
    expect(loadWeights(model, bytes)).toEqual(fitted.weights);
    expect(readSafetensors(bytes).metadata).toMatchObject({ study: 'Iris', training: 'seed-3' });
  });

  it.each(['standardize: feature', 'rescaling: { scale: 0.25, offset: -1 }'])(
    'holds a network that takes inputs as they come, and does by itself: %s',
    async (preprocessing) => {
      const outcome = await run(`preprocessing={${preprocessing}}`);
      const { part, answers } = present(outcome.tests[0], 'answers');
      const inputs = await inputsOf(part, range(part.count));
      expect([...inputs.subarray(0, 2)]).toEqual([5.1, 3.5].map(Math.fround));
      const session = await InferenceSession.create(bytesOf(studyFiles(outcome).get('model.onnx')));
      const input = new Tensor('float32', inputs, [part.count, 4]);
      const { output } = await session.run({ [present(session.inputNames[0], 'an input')]: input });
      await session.release();
      expectClose(
        softmaxOf(Float32Array.from(present(output, 'output').data, Number)),
        probabilitiesOf(answers),
        1e-5,
        'probabilities',
      );
    },
  );
});

function softmaxOf(logits: Float32Array): number[] {
  const powers = Array.from(logits, Math.exp);
  return powers.map((power, i) => power / sum(powers.slice(i - (i % 3), i - (i % 3) + 3)));
}

function probabilitiesOf(answers: Answers): number[] {
  return answers.kind === 'classes' ? [...answers.probabilities] : [];
}

describe('what is kept of several trainings', () => {
  it('is every network, and at the top the one that fits the validation part best', async () => {
    const outcome = await run('split={kFold: {folds: 3, validation: true}}', 'seed=[3, 4]');
    const files = studyFiles(outcome);
    const losses = outcome.result.repetitions.map(({ metrics }) =>
      present(metrics.validation?.loss, 'a loss'),
    );
    const best = losses.indexOf(Math.min(...losses));
    const name = `repetitions/seed-${best < 3 ? 3 : 4}-fold-${(best % 3) + 1}`;
    expect(files.get('weights.safetensors')).toEqual(files.get(`${name}/weights.safetensors`));
    expect([...files.keys()].filter((path) => path.startsWith('repetitions/'))).toHaveLength(12);
    expect(String(files.get('history.csv')).trimEnd().split('\n')).toHaveLength(1 + 6 * 3);
  });
});
