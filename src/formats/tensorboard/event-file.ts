import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { check } from '../../util/errors.ts';
import { EventSchema, type Summary_ValueSchema } from './events_pb.ts';
import { type HistogramBins, histogramOf, histogramOfBins } from './histogram.ts';
import { frameRecord } from './record.ts';

/** What TensorBoard shows under a tag: a number, a picture, or how values are distributed. */
export type TensorboardValue =
  | { readonly scalar: number }
  | { readonly image: TensorboardImage }
  | { readonly values: Float32Array | Float64Array }
  | { readonly bins: HistogramBins };

/** A picture in an event file. */
export interface TensorboardImage {
  readonly rows: number;
  readonly columns: number;
  readonly channels: 1 | 3 | 4;
  /** The picture as a PNG file. */
  readonly png: Uint8Array;
}

/** One event: values by their tags at a step. */
export interface TensorboardEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly step: number;
  readonly values: Readonly<Record<string, TensorboardValue>>;
}

/** The first event of a file, by which TensorBoard knows it. `at` is in milliseconds since 1970. */
export function eventFileHead(at: number): Uint8Array {
  return framed({ wallTime: at / 1000, what: { case: 'fileVersion', value: 'brain.Event:2' } });
}

/**
 * An event as it is appended to a file `events.out.tfevents.…`, framed and with its checksums.
 *
 * @throws InputError for a step that is no whole number.
 * @example append(eventFileHead(Date.now())); append(encodeEvent({ at, step: 3, values: { loss: { scalar: 0.5 } } }));
 */
export function encodeEvent({ at, step, values }: TensorboardEvent): Uint8Array {
  check(Number.isSafeInteger(step), () => ({
    where: 'TensorBoard event, step',
    expected: 'a whole number',
    received: String(step),
  }));
  const value = Object.entries(values).map(([tag, one]) => ({ tag, value: encodeValue(one) }));
  return framed({
    wallTime: at / 1000,
    step: BigInt(step),
    what: { case: 'summary', value: { value } },
  });
}

function framed(event: MessageInitShape<typeof EventSchema>): Uint8Array {
  return frameRecord(toBinary(EventSchema, create(EventSchema, event)));
}

function encodeValue(
  value: TensorboardValue,
): NonNullable<MessageInitShape<typeof Summary_ValueSchema>['value']> {
  if ('scalar' in value) return { case: 'simpleValue', value: value.scalar };
  if ('values' in value) return { case: 'histo', value: histogramOf(value.values) };
  if ('bins' in value) return { case: 'histo', value: histogramOfBins(value.bins) };
  const { rows, columns, channels, png } = value.image;
  return {
    case: 'image',
    value: { height: rows, width: columns, colorspace: channels, encodedImageString: png },
  };
}
