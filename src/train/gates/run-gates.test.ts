import { describe, expect, it } from 'vitest';
import { Dataset, iris, standardizationOf, standardize } from '../../data/index.ts';
import { dense, flatten, type Model, sequential } from '../../layers/index.ts';
import { nodeDevice } from '../../runtime/node.ts';
import { InputError, present } from '../../util/errors.ts';
import { RandomStream } from '../../util/random.ts';
import {
  adam,
  binaryCrossentropy,
  cosineDecay,
  type GateOptions,
  meanSquaredError,
  runGates,
  sgd,
  sparseCategoricalCrossentropy,
  fit as train,
  warmUp,
} from '../index.ts';

const device = nodeDevice('cpu');
const raw = iris();
const flowers = standardize(raw, standardizationOf(raw, 'feature'));

function network(
  last: Parameters<typeof dense>[0] = { units: 3 },
  first: Partial<Parameters<typeof dense>[0]> = {},
): Model {
  return sequential([dense({ units: 16, activation: 'relu', ...first }), dense(last)], { inputShape: [4] });
}

/** What each gate says, by name; `open` where it passes. */
async function gatesOf(
  model: Model,
  data: Dataset,
  options: Partial<GateOptions> = {},
): Promise<Record<string, string>> {
  const common = {
    device,
    threads: 1,
    loss: sparseCategoricalCrossentropy(),
    optimizer: adam({ learningRate: 0.01 }),
  };
  const { gates } = await runGates(model, data, { ...common, ...options });
  return Object.fromEntries(gates.map(({ name, passed, message }) => [name, passed ? 'open' : message]));
}

const allOpen = { input: 'open', 'initial loss': 'open', 'one batch': 'open', 'input matters': 'open' };

/** Flowers of other classes. */
function withTargets(data: Int32Array, inputs = flowers.inputs, classNames = ['a', 'b', 'c']): Dataset {
  const { name, inputShape } = flowers;
  return new Dataset({ name, inputs, inputShape, targets: { kind: 'classes', data, shape: [], classNames } });
}

const labels = present(flowers.labels, 'labels');

/** y = 2x + 1, with x and y standardized. */
const line = new Dataset({
  name: 'line',
  inputs: Float32Array.from({ length: 40 }, (_, i) => (i - 19.5) / 11.5),
  inputShape: [1],
  targets: {
    kind: 'values',
    data: Float32Array.from({ length: 40 }, (_, i) => (i - 19.5) / 11.5),
    shape: [1],
  },
});

describe('the gates', () => {
  it('are open for a training that is sound', async () => {
    expect(await gatesOf(network(), flowers)).toEqual(allOpen);
    const schedule = warmUp({ learningRate: cosineDecay({ learningRate: 0.01 }) });
    const planned = { optimizer: adam({ learningRate: schedule }), epochs: 20, batchSize: 16 };
    expect(await gatesOf(network(), flowers, planned)).toEqual(allOpen);
  });

  it('are open for a sound regression', async () => {
    const linear = sequential([dense({ units: 1 })], { inputShape: [1] });
    expect(await gatesOf(linear, line, { loss: meanSquaredError() })).toEqual(allOpen);
  });

  it('are open for a linear classifier, which can learn few items by heart', async () => {
    const linear = sequential([dense({ units: 3 })], { inputShape: [4] });
    expect(await gatesOf(linear, flowers)).toEqual(allOpen);
  });
});

describe('the gates say what is wrong:', () => {
  it('inputs that are not normalized', async () => {
    const found = await gatesOf(network(), raw);
    expect(found.input).toMatch(/root mean square of 3.91: they are not normalized; standardize them/);
    expect(found['initial loss']).toMatch(/knows nothing 1\.1: the inputs are not normalized\.$/);
  });

  it('softmax applied twice', async () => {
    const found = await gatesOf(network({ units: 3, activation: 'softmax' }), flowers);
    expect(found['initial loss']).toMatch(/softmax is applied twice, by the network and by the loss/);
    // The least that softmax of a softmax can give: −ln(e / (e + 2)).
    expect(found['one batch']).toMatch(/cannot be learned by heart.*to 0\.55\d.*an activation too many/);
  });

  it('sigmoid applied twice', async () => {
    const yes = withTargets(
      labels.map((label) => (label === 0 ? 1 : 0)),
      flowers.inputs,
      ['no', 'yes'],
    );
    const found = await gatesOf(network({ units: 1, activation: 'sigmoid' }), yes, {
      loss: binaryCrossentropy(),
    });
    expect(found['initial loss']).toMatch(/sigmoid is applied twice/);
  });

  it('softmax forgotten', async () => {
    const loss = sparseCategoricalCrossentropy({ fromLogits: false });
    const found = await gatesOf(network(), flowers, { loss });
    expect(found['initial loss']).toMatch(
      /the loss takes probabilities, and the network gives numbers from -/,
    );
  });

  it('labels shuffled against the inputs', async () => {
    const order = RandomStream.derive(5, 'shuffle').permutation(labels.length);
    const found = await gatesOf(network(), withTargets(Int32Array.from(order, (item) => labels[item] ?? 0)));
    expect(found).toEqual({
      ...allOpen,
      'input matters': expect.stringMatching(/targets do not belong to the inputs \(shuffled/),
    });
  });

  it('inputs that are all the same', async () => {
    const found = await gatesOf(
      network(),
      withTargets(
        labels,
        flowers.inputs.map(() => 0.5),
      ),
    );
    expect(found.input).toMatch(/the same for all items/);
    expect(found['initial loss']).toMatch(/predictions are the same for every item/);
    expect(found['one batch']).toMatch(/items \d and \d have equal inputs and different targets/);
    expect(found['input matters']).toMatch(/first mend what the gate "input" says/);
  });

  it('a last layer that begins with large weights', async () => {
    const large = network({ units: 3, kernelInitializer: { type: 'randomNormal', stddev: 10 } });
    expect((await gatesOf(large, flowers))['initial loss']).toMatch(
      /the last layer's initial weights are too large/,
    );
  });

  it('weights that were trained before', async () => {
    const common = { device, loss: sparseCategoricalCrossentropy(), optimizer: adam({ learningRate: 0.05 }) };
    const { weights } = await train(network(), flowers, { ...common, epochs: 40 });
    expect((await gatesOf(network(), flowers, { initialWeights: weights }))['initial loss']).toMatch(
      /not those of an untrained network/,
    );
  });

  it('targets that are too small', async () => {
    const { name, inputs, inputShape, targets } = line;
    const tiny = new Dataset({
      name,
      inputs,
      inputShape,
      targets: { kind: 'values', data: Float32Array.from(targets.data, (y) => y / 1000), shape: [1] },
    });
    const linear = sequential([dense({ units: 1 })], { inputShape: [1] });
    expect((await gatesOf(linear, tiny, { loss: meanSquaredError() }))['initial loss']).toMatch(
      /standardize the targets/,
    );
  });

  it.each([
    ['too large', 100],
    ['too small', 1e-5],
  ])('a learning rate that is %s', async (what, learningRate) => {
    const found = await gatesOf(network(), flowers, { optimizer: sgd({ learningRate }) });
    expect(found['one batch']).toMatch(new RegExp(`not learned by heart.*the learning rate is ${what}`));
  });

  it('a network through which nothing passes', async () => {
    const dead = network(
      { units: 3, kernelInitializer: 'zeros', biasInitializer: 'zeros' },
      { kernelInitializer: 'zeros' },
    );
    const found = await gatesOf(dead, flowers);
    expect(found['initial loss']).toMatch(/inputs do not reach the output/);
    expect(found['one batch']).toMatch(/cannot be learned by heart/);
  });
});

describe('what enters the network', () => {
  it('is shown feature by feature', async () => {
    const plan = {
      device,
      loss: sparseCategoricalCrossentropy(),
      optimizer: adam(),
      steps: 2,
      oneBatchSteps: 2,
    };
    const { shown } = await runGates(network(), raw, { ...plan, batchSize: 150 });
    const { shape, channels, images } = shown;
    expect(shape).toEqual([150, 4]);
    expect(channels.map(({ name }) => name)).toEqual(raw.featureNames);
    const { mean, deviation } = standardizationOf(raw, 'feature');
    expect(channels[2]?.mean).toBeCloseTo(mean[2] ?? 0, 10);
    expect(channels[2]?.deviation).toBeCloseTo(deviation[2] ?? 0, 10);
    expect([channels[3]?.min, channels[3]?.max]).toEqual([Math.fround(0.1), Math.fround(2.5)]);
    expect(images).toEqual([]);
  });

  it('is shown as grey images, augmented', async () => {
    const pixels = Float32Array.from({ length: 20 * 6 }, (_, i) => i % 6);
    const targets = {
      kind: 'classes' as const,
      data: new Int32Array(20),
      shape: [],
      classNames: ['a', 'b', 'c'],
    };
    const data = new Dataset({ name: 'ramps', inputs: pixels, inputShape: [1, 2, 3], targets });
    const model = sequential([flatten(), dense({ units: 3 })], { inputShape: [1, 2, 3] });
    const plan = {
      device,
      loss: sparseCategoricalCrossentropy(),
      optimizer: adam(),
      steps: 2,
      oneBatchSteps: 2,
    };
    const augment = (inputs: Float32Array) => inputs.reverse();
    const { shown } = await runGates(model, data, { ...plan, augment });
    expect(shown.images).toHaveLength(8);
    expect(shown.images[0]).toEqual({
      rows: 2,
      columns: 3,
      pixels: Uint8Array.of(255, 204, 153, 102, 51, 0),
    });
    expect(shown.channels).toHaveLength(1);
    expect(shown.channels[0]).toMatchObject({ name: 'channel 0', min: 0, max: 5 });
    expect(shown.channels[0]?.mean).toBeCloseTo(2.5, 10);
    expect(shown.channels[0]?.deviation).toBeCloseTo(Math.sqrt(35 / 12), 10);
  });
});

describe('fit', () => {
  const options = {
    device,
    threads: 1,
    loss: sparseCategoricalCrossentropy(),
    optimizer: adam({ learningRate: 0.01 }),
    epochs: 2,
    gates: true,
  };

  it('trains after the gates have opened', async () => {
    const { gates, history, weights } = await train(network(), flowers, options);
    expect(gates?.passed).toBe(true);
    expect(history).toHaveLength(2);
    expect(weights).toEqual((await train(network(), flowers, { ...options, gates: false })).weights);
  });

  it('proves the plan alone: nobody watches, and nothing is validated', async () => {
    let begun = 0;
    const watched = {
      callbacks: [{ onTrainBegin: () => void begun++ }],
      validationData: withTargets(labels.map((label) => (label + 1) % 3)),
    };
    const { gates } = await train(network(), flowers, { ...options, ...watched });
    expect([gates?.passed, begun]).toEqual([true, 1]);
  });

  it('does not train when one is closed', async () => {
    const closed = train(network(), raw, options);
    await expect(closed).rejects.toThrow(InputError);
    await expect(closed).rejects.toThrow(
      /expected all of them open, received 2 closed\. input: .*initial loss: /,
    );
  });

  it('stops at once where the gates are interrupted', async () => {
    const { ending, state } = await train(network(), flowers, { ...options, signal: AbortSignal.abort() });
    expect([ending, state.step]).toEqual(['stopped', 0]);
  });
});
