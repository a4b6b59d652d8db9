import { InputError } from '../../util/errors.ts';
import { norm } from '../array/geometry.ts';
import { neighborOf } from '../bytes/file-name.ts';
import type { ByteSource } from '../bytes/source.ts';
import { type Gradients, readGradients, UNWEIGHTED } from './gradients.ts';
import type { NiftiHeader } from './header.ts';
import type { Scaling } from './scaling.ts';

type Line = readonly [name: string, value: string];

/** Text files of gradients are small; more is not read. */
const MOST_BYTES = 16 << 20;

const FORMS = ['unknown', 'scanner', 'aligned', 'Talairach', 'MNI 152', 'template'];

const TIME_UNITS: Readonly<Record<number, string>> = {
  8: 's',
  16: 'ms',
  24: 'µs',
  32: 'Hz',
  40: 'ppm',
  48: 'rad/s',
};

/** What of the header people want to see, the gradients beside the file included. */
export function essentialsOf(
  source: ByteSource,
  header: NiftiHeader,
  scaling: Scaling | undefined,
): { readonly lines: readonly Line[]; readonly warnings: readonly string[] } {
  const diffusion = diffusionOf(source, header.shape[3] ?? 1);
  const step = header.pixdim[3];
  const unit = TIME_UNITS[header.units & 56] ?? '';
  const candidates: readonly (Line | false | undefined)[] = [
    ['version', versionOf(header)],
    scaling && ['scaling', `${scaling.slope} · stored + ${scaling.intercept}`],
    (header.shape[3] ?? 1) > 1 && step
      ? ['time step', `${Number(step.toPrecision(6))} ${unit}`.trim()]
      : undefined,
    header.sformCode > 0 && ['sform', nameOfForm(header.sformCode)],
    header.qformCode > 0 && ['qform', nameOfForm(header.qformCode)],
    diffusion.line,
  ];
  return {
    lines: candidates.filter((line) => line !== undefined && line !== false),
    warnings: diffusion.warnings,
  };
}

function versionOf({ kind, pair, littleEndian }: NiftiHeader): string {
  const name = { analyze: 'ANALYZE 7.5', nifti1: 'NIfTI-1', nifti2: 'NIfTI-2' }[kind];
  return `${name}, ${pair ? 'two files' : 'one file'}, ${littleEndian ? 'little' : 'big'}-endian`;
}

function nameOfForm(code: number): string {
  return FORMS[code] ?? `code ${code}`;
}

/** What makes a header doubtful although the file can be read. */
export function warningsOf(header: NiftiHeader): string[] {
  const warnings: string[] = [];
  const spatial = header.pixdim.slice(0, 3);
  if (spatial.some((distance) => !(distance > 0 && Number.isFinite(distance)))) {
    warnings.push(
      `pixdim says ${spatial.join(', ')}: signs were left out, and 1 taken for what is no distance.`,
    );
  }
  if (header.kind !== 'analyze' && header.sformCode === 0 && header.qformCode === 0) {
    warnings.push('The header does not say how the image lies: the first axis was taken from right to left.');
  }
  if (header.kind === 'analyze') warnings.push('ANALYZE headers do not say which side is left.');
  if (header.sformCode !== 0 && differs(header)) {
    warnings.push('The affine (sform) has another spacing than pixdim, which was taken.');
  }
  return warnings;
}

/** Whether a column of the affine is 1 % longer or shorter than pixdim says. */
function differs({ sform, pixdim }: NiftiHeader): boolean {
  return pixdim.slice(0, 3).some((distance, at) => {
    const length = norm([sform[at] ?? 0, sform[at + 4] ?? 0, sform[at + 8] ?? 0]);
    return Math.abs(length - Math.abs(distance)) > 0.01 * Math.abs(distance);
  });
}

/**
 * The gradients beside a diffusion series of so many volumes, where there are any.
 *
 * @throws InputError where they are damaged or of another number of volumes.
 */
export function gradientsBeside(source: ByteSource, volumes: number): Gradients | undefined {
  const [bval, bvec] = [neighborOf(source, 'bval', 'bvals'), neighborOf(source, 'bvec', 'bvecs')];
  if (!bval || !bvec) return undefined;
  const gradients = readGradients(textOf(bval), textOf(bvec), `${bval.name}, bvec`);
  if (gradients.bValues.length === volumes) return gradients;
  throw new InputError({
    where: bval.name,
    expected: `${volumes} b values, one a volume`,
    received: `${gradients.bValues.length}`,
  });
}

function textOf(source: ByteSource): string {
  const { name, size } = source;
  if (size <= MOST_BYTES) return new TextDecoder().decode(source.read(0, size));
  throw new InputError({ where: name, expected: `at most ${MOST_BYTES} bytes of text`, received: `${size}` });
}

function diffusionOf(source: ByteSource, volumes: number): { line?: Line; warnings: readonly string[] } {
  try {
    const gradients = gradientsBeside(source, volumes);
    return gradients ? { line: ['diffusion', described(gradients)], warnings: [] } : { warnings: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { warnings: [`The gradients were left out: ${error.message}`] };
  }
}

function described({ bValues }: Gradients): string {
  const weighted = [...bValues].filter((b) => b > UNWEIGHTED);
  const sorted = weighted.toSorted((a, b) => a - b);
  const range = [sorted[0] ?? 0, sorted.at(-1) ?? 0].map((b) => b.toFixed(0));
  const spread =
    weighted.length === 0 ? '' : `, ${weighted.length} with b = ${[...new Set(range)].join(' to ')} s/mm²`;
  const unweighted = bValues.length - weighted.length;
  return `${unweighted} volume${unweighted === 1 ? '' : 's'} unweighted${spread}`;
}
