import { fieldsInWords, type InputField } from '../data/index.ts';
import { cast, reshape, split, type Tensor } from '../graph/index.ts';
import type { InputDType, Model } from '../layers/index.ts';
import { product, sameItems } from '../util/arrays.ts';
import { check, InputError, present } from '../util/errors.ts';

/** An input of a model under its name there. */
export interface NamedInput extends InputField {
  readonly dtype: InputDType;
}

/** A batch of inputs [batch, ...] in float32, and the arrays that each is made of, where there are several. */
export interface JoinedInputs {
  readonly inputs: Tensor;
  readonly inputFields?: readonly InputField[] | undefined;
}

/** The inputs of a model, in its order. */
export function namedInputs({ inputs, nodes }: Model): NamedInput[] {
  return inputs.map((node) => {
    const { name } = present(
      nodes.find((named) => named.node === node),
      'an input',
    );
    return { name, shape: node.shape, dtype: 'dtype' in node.source ? node.source.dtype : 'float32' };
  });
}

/**
 * What a model takes of a batch: all of it where it has one input, else the arrays by their names. A dataset may hold
 * more of them than the model wants.
 *
 * @throws InputError that names both sides where they do not fit each other.
 */
export function modelInputs(model: Model, { inputs, inputFields }: JoinedInputs): Tensor[] {
  const wanted = namedInputs(model);
  if (!inputFields) {
    checkSingle(model.name, wanted);
    return wanted.map(({ dtype }) => cast(inputs, dtype));
  }
  const sizes = inputFields.map(({ shape }) => product(shape));
  const parts = split(inputs, sizes, 1);
  return wanted.map((input) => {
    const at = inputFields.findIndex(
      ({ name, shape }) => name === input.name && sameItems(shape, input.shape),
    );
    if (at < 0) throw mismatch(model.name, wanted, inputFields);
    const part = present(parts[at], input.name);
    return cast(reshape(part, [inputs.shape[0] ?? 1, ...input.shape]), input.dtype);
  });
}

function mismatch(name: string, wanted: readonly InputField[], received: readonly InputField[]): InputError {
  return new InputError({
    where: `model "${name}"`,
    expected: `items of ${fieldsInWords(wanted)}`,
    received: `items of ${fieldsInWords(received)}`,
    remedy: 'Make the model for the shapes of the data.',
  });
}

function checkSingle(name: string, wanted: readonly InputField[]): void {
  check(wanted.length === 1, () => ({
    where: `model "${name}"`,
    expected: `items of ${fieldsInWords(wanted)}`,
    received: 'items that are one array',
    remedy: 'Say what they are made of, in inputFields.',
  }));
}
