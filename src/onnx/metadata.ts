import { fromBinary } from '@bufbuild/protobuf';
import { messageOf } from '../util/errors.ts';
import { notAModel } from './external-data.ts';
import { ModelProtoSchema } from './onnx_pb.ts';

/**
 * The key-value pairs that an ONNX model carries along, such as what its outputs stand for.
 *
 * @throws InputError for bytes that are no model.
 * @example JSON.parse(onnxMetadata(bytes).class_names ?? '[]')
 */
export function onnxMetadata(model: Uint8Array): Readonly<Record<string, string>> {
  try {
    const { metadataProps } = fromBinary(ModelProtoSchema, model);
    return Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]));
  } catch (error) {
    throw notAModel(messageOf(error), error);
  }
}
