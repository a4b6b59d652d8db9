import { InputError } from '../../util/errors.ts';
import type { ArrayFile, Member, OpenOptions } from '../array/array-file.ts';
import type { ArrayFormat } from '../array/array-format.ts';
import { numbersOf } from '../bytes/numbers.ts';
import { type ByteSource, headOf } from '../bytes/source.ts';
import { arrangeLines, type LineArrangement, type LineAxis } from '../kspace/arrange-lines.ts';
import { copySamples, lineBlocks, type WantedLine } from '../kspace/line-blocks.ts';
import { linesOfOneSize, type Scan } from '../kspace/lines-of-one-size.ts';
import { describeScan } from './describe-scan.ts';
import { indexLines, type MeasurementLines } from './index-lines.ts';
import { COUNTERS, lineBytes, MARKS } from './mdh.ts';
import { looksLikeVb, looksLikeVd, type Measurement, readMeasurements } from './measurements.ts';
import { readProtocol } from './protocol.ts';
import { SCANS, type ScanName } from './scans.ts';

/** Every axis that Siemens counts, outermost first. */
const AXES: readonly LineAxis[] = [
  { axis: 'repetition', counter: COUNTERS.repetition },
  { axis: 'set', counter: COUNTERS.set },
  { axis: 'phase', counter: COUNTERS.phase },
  { axis: 'echo', counter: COUNTERS.echo },
  { axis: 'average', counter: COUNTERS.average },
  { axis: 'other', counter: COUNTERS.ida, label: true },
  { axis: 'other', counter: COUNTERS.idb, label: true },
  { axis: 'other', counter: COUNTERS.idc, label: true },
  { axis: 'other', counter: COUNTERS.idd, label: true },
  { axis: 'other', counter: COUNTERS.ide, label: true },
  { axis: 'segment', counter: COUNTERS.segment, label: true },
  { axis: 'slice', counter: COUNTERS.slice },
  { axis: 'partition', counter: COUNTERS.partition },
  { axis: 'phaseEncode', counter: COUNTERS.line },
];

/**
 * Siemens raw data (`.dat`, "twix") of software VB, VD, VE and XA: [...loops, slice, partition, phaseEncode, coil,
 * readout], as recorded: with readout oversampling, not filtered, lines that were recorded backwards turned. Members are
 * the scans of all measurements, "measurement 2/image", "measurement 1/noise"; the last measurement's images come first.
 * Opening reads the headers alone.
 */
export const twix: ArrayFormat = {
  name: 'twix',
  recognizes: (head, { size }) => size > 512 && (looksLikeVd(head) || looksLikeVb(head)),
  open: async (source, options) => openTwix(source, options),
};

interface TwixScan {
  readonly member: Member;
  readonly name: ScanName;
  readonly number: number;
  readonly measurement: Measurement;
  readonly lines: MeasurementLines;
  readonly scan: Scan;
  readonly arrangement: LineArrangement;
}

function openTwix(source: ByteSource, { member }: OpenOptions): ArrayFile {
  const measurements = readMeasurements(source, headOf(source, 512));
  const scans = measurements.flatMap((measurement, i) => scansOf(source, measurement, i + 1));
  const chosen = member === undefined ? byDefault(scans) : scans.find((scan) => scan.member.name === member);
  if (!chosen) throw nothing(source.name, member, scans);
  const { measurement, scan, arrangement, lines } = chosen;
  const protocol = readProtocol(measurement.texts);
  const blocks = lineBlocks(source.name, arrangement, { ...scan, readLines: lineReader(source, chosen) });
  return {
    format: 'twix',
    ...blocks,
    ...describeScan({ ...chosen, protocol, measurements: measurements.length, ended: lines.ended }),
    members: scans.map((each) => each.member),
    close: () => undefined,
  };
}

function scansOf(source: ByteSource, measurement: Measurement, number: number): TwixScan[] {
  const lines = indexLines(source, measurement);
  const names: readonly ScanName[] = ['image', 'noise', 'reference', 'phase correction'];
  return [...names, ...OTHERS].flatMap((name) => {
    const scan = linesOfOneSize(lines.index, SCANS[name]);
    if (!scan) return [];
    const arrangement = arrangeLines(lines.index, scan.lines, { axes: AXES, fromLowest: name !== 'image' });
    const shape = [...arrangement.shape, scan.channels, scan.samples];
    const member: Member = { name: `measurement ${number}/${name}`, shape, dtype: 'complex64' };
    return [{ member, name, number, measurement, lines, scan, arrangement }];
  });
}

const OTHERS: readonly ScanName[] = ['reference phase correction', 'feedback', 'phase stabilization'];

function byDefault(scans: readonly TwixScan[]): TwixScan | undefined {
  return scans.findLast(({ name }) => name === 'image') ?? scans.at(-1);
}

function nothing(where: string, member: string | undefined, scans: readonly TwixScan[]): InputError {
  const names = scans.map((scan) => `"${scan.member.name}"`).join(', ');
  return new InputError({
    where,
    expected: member === undefined ? 'at least one line of k-space' : `a scan "${member}"`,
    received: names || 'a file without any',
  });
}

/** How to read lines: past their headers, channel by channel. */
function lineReader(source: ByteSource, { measurement: { layout }, lines: { index }, scan }: TwixScan) {
  const samplesBytes = 8 * scan.samples;
  const length = lineBytes(scan, layout);
  const readLine = ({ line, at }: WantedLine, target: Float32Array) => {
    const bytes = source.read(index.position(line), length);
    const reversed = (index.flags(line) & MARKS.reflected) !== 0;
    for (let channel = 0; channel < scan.channels; channel++) {
      const start = layout.lineBytes + channel * (layout.channelBytes + samplesBytes) + layout.channelBytes;
      const samples = numbersOf(bytes.subarray(start, start + samplesBytes), 'complex64', true, source.name);
      copySamples(samples, target, at + channel * 2 * scan.samples, reversed);
    }
  };
  return (wanted: readonly WantedLine[], target: Float32Array) => {
    for (const each of wanted) readLine(each, target);
  };
}
