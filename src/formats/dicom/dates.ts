/**
 * A date of DICOM (YYYYMMDD, of old YYYY.MM.DD, or a date with a time behind) as YYYY-MM-DD; undefined for what is no
 * day of the calendar.
 */
export function isoDate(text: string | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})[.]?(\d{2})[.]?(\d{2})/.exec(text ?? '') ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const real = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
  return real ? `${year}-${month}-${day}` : undefined;
}

const YEARS: Readonly<Record<string, number>> = { Y: 1, M: 1 / 12, W: 7 / 365.25, D: 1 / 365.25 };

/** An age of DICOM (`052Y`, `018M`, `003W`, `010D`) in years. */
export function yearsOf(age: string | undefined): number | undefined {
  const [, count, unit = ''] = /^(\d{1,3})([YMWD])$/.exec(age ?? '') ?? [];
  const factor = YEARS[unit];
  return factor === undefined ? undefined : Number(count) * factor;
}

/** The years between two dates (YYYY-MM-DD). */
export function yearsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const years = (Date.parse(to) - Date.parse(from)) / (365.25 * 24 * 3600 * 1000);
  return years >= 0 ? Math.floor(years) : undefined;
}
