import { constant, constantValues } from '../graph/leaf.ts';
import type { Tensor } from '../graph/tensor.ts';
import { check, InputError } from '../util/errors.ts';
import type { AttributeProto, NodeProto } from './onnx_pb.ts';
import { readTensor } from './tensor-values.ts';

/** What a name in a model stands for; initializers are made when an operator asks, and as what it asks for. */
export interface Named {
  readonly tensor: () => Tensor;
  /** The same as a constant, where its values are known before anything runs. */
  readonly constant: () => Tensor | undefined;
}

/** ONNX's numbers of the attribute types. */
const TYPES = { float: 1, int: 2, text: 3, tensor: 4, floats: 6, ints: 7 } as const;

/**
 * One node of a model while it is read: its inputs and attributes by name. What the reader of its operator leaves
 * unread is something that it does not know, and is refused.
 */
export class OnnxNode {
  readonly operator: string;
  readonly where: string;
  /** The version of ONNX's operators that the model imports. */
  readonly opset: number;
  readonly inputCount: number;
  readonly outputCount: number;
  readonly #inputs: readonly (Named | undefined)[];
  readonly #attributes: Map<string, AttributeProto>;
  readonly #unread: Set<string>;

  constructor(proto: NodeProto, opset: number, inputs: readonly (Named | undefined)[]) {
    this.operator = proto.opType;
    this.where = `ONNX node ${proto.opType} ${JSON.stringify(proto.name || proto.output[0] || '')}`;
    this.opset = opset;
    this.inputCount = inputs.length;
    this.outputCount = proto.output.length;
    this.#inputs = inputs;
    this.#attributes = new Map(proto.attribute.map((attribute) => [attribute.name, attribute]));
    this.#unread = new Set(this.#attributes.keys());
    inputs.forEach((input, i) => void (input && this.#unread.add(inputLabel(i))));
  }

  /** The input at a place, which must be there. */
  tensor(place: number): Tensor {
    const tensor = this.optional(place);
    check(tensor !== undefined, () => this.#complaint(inputLabel(place), 'none'));
    return tensor;
  }

  /** The input at a place, if there is one. */
  optional(place: number): Tensor | undefined {
    this.#unread.delete(inputLabel(place));
    return this.#inputs[place]?.tensor();
  }

  /** All inputs. */
  tensors(): Tensor[] {
    return this.#inputs.map((_, i) => this.tensor(i));
  }

  /** The input at a place as a constant, if there is one: what must be known before anything runs. */
  constant(place: number): Tensor | undefined {
    this.#unread.delete(inputLabel(place));
    const input = this.#inputs[place];
    const known = input?.constant();
    check(input === undefined || known !== undefined, () =>
      this.#complaint(`${inputLabel(place)} to be a constant`, 'one that is computed or given at run time'),
    );
    return known;
  }

  /** The numbers of a constant input, if there is one. */
  numbers(place: number): number[] | undefined {
    const known = this.constant(place);
    return known && Array.from(constantValues(known) ?? [], Number);
  }

  /** An integer attribute. */
  int(name: string, otherwise: number): number {
    const attribute = this.#attribute(name, 'int');
    return attribute ? Number(attribute.i) : otherwise;
  }

  /** A floating-point attribute. */
  float(name: string, otherwise: number): number {
    return this.#attribute(name, 'float')?.f ?? otherwise;
  }

  /** An attribute of several integers, if there is one. */
  ints(name: string): number[] | undefined {
    return this.#attribute(name, 'ints')?.ints.map(Number);
  }

  /** A text attribute. */
  text(name: string, otherwise: string): string {
    const attribute = this.#attribute(name, 'text');
    return attribute ? new TextDecoder().decode(attribute.s) : otherwise;
  }

  /** An attribute that holds numbers of any type and shape, as a constant. */
  values(name: string): Tensor | undefined {
    const attribute = this.#attributes.get(name);
    this.#unread.delete(name);
    if (!attribute) return undefined;
    if (attribute.t) {
      const { values, shape, dtype } = readTensor(attribute.t, this.where);
      return constant(values, shape, dtype);
    }
    const { type, f, floats, i, ints } = attribute;
    if (type === TYPES.float) return constant(f);
    if (type === TYPES.floats) return constant(floats, [floats.length]);
    if (type === TYPES.int) return constant(BigInt64Array.of(i), [], 'int64');
    if (type === TYPES.ints) return constant(BigInt64Array.from(ints), [ints.length], 'int64');
    throw this.refusal(`numbers in ${name}`, `an attribute of ONNX's type ${type}`);
  }

  /** Says that attributes or inputs do not matter here, whatever they are. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#unread.delete(name);
  }

  /** Checks that an integer attribute, if it is there, says what echotrain does anyway. */
  expectInt(name: string, only: number): void {
    const value = this.int(name, only);
    check(value === only, () => this.#complaint(`${name} ${only}`, String(value)));
  }

  /** An error about this node. */
  refusal(expected: string, received: string): InputError {
    return new InputError(this.#complaint(expected, received));
  }

  /** Complains of what was not read. */
  finish(): void {
    const [unknown] = this.#unread;
    check(unknown === undefined, () =>
      this.#complaint('inputs and attributes that echotrain knows', `${unknown}`),
    );
  }

  #attribute(name: string, type: keyof typeof TYPES): AttributeProto | undefined {
    this.#unread.delete(name);
    const attribute = this.#attributes.get(name);
    const fits = attribute === undefined || attribute.type === TYPES[type] || attribute.type === 0;
    check(fits, () => this.#complaint(`${name} of type ${type}`, `ONNX's attribute type ${attribute?.type}`));
    return attribute;
  }

  #complaint(expected: string, received: string) {
    return { where: this.where, expected, received };
  }
}

function inputLabel(place: number): string {
  return `input ${place}`;
}
