import { type ByteSource, openArray } from '../../formats/index.ts';
import type { ShapedArray } from '../../imaging/index.ts';
import { closing } from '../../util/closing.ts';
import { check } from '../../util/errors.ts';
import { type KspaceFile, openKspace } from './kspace-file.ts';
import { padded } from './recenter.ts';

/** Calibration lines that were recorded beside those of the image. */
export interface CalibrationScan {
  /** [coil, 2, row, column] of the image's size: the lines in the center, zeros elsewhere. */
  read(slice: number): Promise<ShapedArray>;
  close(): void;
}

/**
 * The calibration lines of Siemens raw data (`reference`) and ISMRMRD (`calibration`), for sensitivities where the image
 * itself has none; undefined where there are none.
 *
 * @param scan the image's k-space
 * @param member which scan of the file that is, where it was chosen
 * @throws InputError where they are of other coils, or of another readout.
 */
export async function openCalibration(
  source: ByteSource,
  scan: KspaceFile,
  member = '',
): Promise<CalibrationScan | undefined> {
  const members = await closing(await openArray(source), async (file) => file.members ?? []);
  const group = member.slice(0, member.lastIndexOf('/') + 1);
  const found = members.findLast(
    ({ name }) => name.startsWith(group) && /(^|\/)(reference|calibration)$/.test(name),
  );
  if (!found) return undefined;
  const lines = await openKspace(source, { member: found.name });
  const [coils, , rows, columns = 0] = scan.shape;
  const [ownCoils, , ownRows, count = 0] = lines.shape;
  check(ownCoils === coils && ownRows === rows && count <= columns, () => ({
    where: `${source.name}, ${found.name}`,
    expected: `calibration lines of ${coils} coils and ${rows} samples, at most ${columns}`,
    received: `${count} of ${ownCoils} coils and ${ownRows} samples`,
    remedy: 'Give sensitivities by --maps.',
  }));
  const before = Math.floor(columns / 2) - Math.floor(count / 2);
  return {
    read: async (slice) =>
      padded(
        await lines.read(lines.slices === scan.slices ? slice : 0),
        { before: 0, length: ownRows ?? 0 },
        { before, length: columns },
      ),
    close: () => lines.close(),
  };
}
