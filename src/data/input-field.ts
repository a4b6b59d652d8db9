import { product, sum } from '../util/arrays.ts';
import { check } from '../util/errors.ts';

/** One of the arrays that an input is made of, such as the k-space, the maps and the mask of a reconstruction. */
export interface InputField {
  /** The name of the model input that takes it. */
  readonly name: string;
  /** Its shape, without the batch axis. */
  readonly shape: readonly number[];
}

/** The shape of inputs that are these arrays, one behind the other: [how many numbers they have together]. */
export function joinedShape(fields: readonly InputField[]): readonly [number] {
  return [sum(fields.map(({ shape }) => product(shape)))];
}

/**
 * Makes sure that arrays by name make up an input.
 *
 * @throws InputError where they have no sizes or equal names, or the input is no list of as many numbers.
 */
export function checkInputFields(
  name: string,
  inputShape: readonly number[],
  fields: readonly InputField[],
): void {
  const [size] = joinedShape(fields);
  check(inputShape.length === 1 && inputShape[0] === size && size > 0, () => ({
    where: `dataset ${name}`,
    expected: `inputs of shape [${size}], for ${fieldsInWords(fields)}`,
    received: `[${inputShape.join(', ')}]`,
  }));
  const twice = fields.find((field, i) => fields.findIndex((other) => other.name === field.name) < i);
  check(twice === undefined, () => ({
    where: `dataset ${name}`,
    expected: 'arrays with different names',
    received: `two named ${twice?.name}`,
  }));
}

/** An array within an input: where it starts, and how many numbers it has. */
export interface PlacedField extends InputField {
  readonly start: number;
  readonly size: number;
}

/** Where each array lies in an input. */
export function placedFields(fields: readonly InputField[]): PlacedField[] {
  let end = 0;
  return fields.map((field) => {
    const [start, size] = [end, product(field.shape)];
    end += size;
    return { ...field, start, size };
  });
}

/** Arrays in words: `kspace [8, 2, 128, 128], mask [1, 1, 128, 128]`. */
export function fieldsInWords(fields: readonly InputField[]): string {
  return fields.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');
}
