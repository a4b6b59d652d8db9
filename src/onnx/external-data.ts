import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { InputError, messageOf } from '../util/errors.ts';

type Message = 'model' | 'training' | 'function' | 'graph' | 'node' | 'attribute' | 'sparse' | 'tensor';

/** The fields of ONNX's messages through which tensors are reached, by number. */
const fields: Readonly<Record<Message, Readonly<Record<number, Message>>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
};

const EXTERNAL_DATA = 13;
const DATA_LOCATION = 14;
const DEEPEST = 100;

/**
 * Refuses a model whose tensors lie, even in part, in other files: wherever tensors can be, subgraphs and functions
 * included. The bytes are scanned without building anything.
 *
 * @throws InputError for external data, and for bytes that are no ONNX model.
 */
export function refuseExternalData(model: Uint8Array): void {
  try {
    scan(new BinaryReader(model), 'model', model.length, 0);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw notAModel(messageOf(error), error);
  }
  if (model.length === 0) throw notAModel('no bytes at all');
}

function scan(reader: BinaryReader, message: Message, end: number, depth: number): void {
  if (depth > DEEPEST) throw new Error('subgraphs nested too deep');
  while (reader.pos < end) {
    const [field, wire] = reader.tag();
    const inner = fields[message][field];
    if (message === 'tensor' && field === EXTERNAL_DATA) throw externalData();
    if (message === 'tensor' && field === DATA_LOCATION && wire === WireType.Varint) {
      if (reader.uint32() !== 0) throw externalData();
    } else if (inner === undefined || wire !== WireType.LengthDelimited) {
      reader.skip(wire, field);
    } else {
      const length = reader.uint32();
      scan(reader, inner, within(reader.pos + length, end), depth + 1);
    }
  }
  within(reader.pos, end);
}

function within(position: number, end: number): number {
  if (position > end) throw new RangeError('a field that is longer than what holds it');
  return position;
}

function externalData(): InputError {
  return new InputError({
    where: 'model',
    expected: 'an ONNX model that holds its own weights',
    received: 'one whose weights lie in other files',
    remedy: 'Save it with its data inside, in Python: onnx.save(onnx.load("model.onnx"), "whole.onnx").',
  });
}

/** The refusal of bytes that are no model. */
export function notAModel(why: string, cause?: unknown): InputError {
  return new InputError(
    {
      where: 'model',
      expected: 'an ONNX model',
      received: `bytes that are none, or were damaged or cut off (${why})`,
    },
    { cause },
  );
}
