/** More ticks than this stand too close. */
const MOST = 8;

/**
 * Where the ticks of a logarithmic axis are: at powers of ten, with twice and five times them where there is room; on a
 * short axis at round numbers.
 */
export function logTicks(low: number, high: number): readonly number[] {
  if (!(low > 0 && high > low)) return [];
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = atPowers(low, high, digits, 1);
    if (ticks.length <= MOST) return ticks.length >= 3 ? ticks : atRoundNumbers(low, high);
  }
  const stride = Math.ceil(Math.log10(high / low) / MOST);
  return atPowers(low, high, [1], stride);
}

function atPowers(low: number, high: number, digits: readonly number[], stride: number): number[] {
  const ticks: number[] = [];
  const first = Math.floor(Math.log10(low) / stride) * stride;
  for (let power = first; power <= Math.log10(high); power += stride) {
    ticks.push(...digits.map((digit) => Number(`${digit}e${power}`)));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

function atRoundNumbers(low: number, high: number): number[] {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([5, 2].find((digit) => digit * power <= rough * 1.001) ?? 1) * power;
  const [first, last] = [Math.ceil(low / step - 1e-6), Math.floor(high / step + 1e-6)];
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}
