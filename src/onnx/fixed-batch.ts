import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { messageOf } from '../util/errors.ts';
import { notAModel } from './external-data.ts';
import { ModelProtoSchema, type ValueInfoProto } from './onnx_pb.ts';

/**
 * A model whose inputs and outputs leave the first axis open, for batches of one size.
 *
 * @throws InputError for bytes that are no model.
 * @example const session = await device.load(withFixedBatch(bytes, 1));
 */
export function withFixedBatch(model: Uint8Array, batch: number): Uint8Array {
  try {
    const proto = fromBinary(ModelProtoSchema, model);
    for (const info of [...(proto.graph?.input ?? []), ...(proto.graph?.output ?? [])]) fix(info, batch);
    return toBinary(ModelProtoSchema, proto);
  } catch (error) {
    throw notAModel(messageOf(error), error);
  }
}

function fix({ type }: ValueInfoProto, batch: number): void {
  if (type?.value.case !== 'tensorType') return;
  const [first] = type.value.value.shape?.dim ?? [];
  if (first?.value.case === 'dimParam') first.value = { case: 'dimValue', value: BigInt(batch) };
}
