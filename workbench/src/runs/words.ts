import { formatDuration, formatNumber } from 'echotrain/report';
import type { Run, RunStatus, Scores } from 'echotrain/store';

/** When something was: `12 min ago`, or the day where that is long ago. */
export function ageText(at: number, now: number): string {
  const seconds = Math.max(0, (now - at) / 1000);
  if (seconds < 10) return 'just now';
  return seconds < 86_400 ? `${formatDuration(coarse(seconds))} ago` : dayText(at).slice(0, 10);
}

/** A day and time: `2026-11-25 14:03`. */
export function dayText(at: number): string {
  const time = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** How long a run took, or has taken until now, in seconds; nothing of one that has not begun. */
export function secondsOf({ startedAt, endedAt }: Run, now: number): number | undefined {
  return startedAt === undefined ? undefined : Math.max(0, ((endedAt ?? now) - startedAt) / 1000);
}

/** Whether a run has a process, or waits for one. */
export function isActive(status: RunStatus): boolean {
  return ['queued', 'running', 'paused'].includes(status);
}

/** The scores that matter first: of the last part that was scored, the loss after all others. */
export function mainScores(scores: Scores, most = 2): readonly (readonly [name: string, value: number])[] {
  const names = Object.keys(scores);
  const part = ['test', 'validation', 'train'].find((one) =>
    names.some((name) => name.startsWith(`${one}/`)),
  );
  return names
    .filter((name) => name.startsWith(`${part}/`))
    .sort((a, b) => Number(a.endsWith('/loss')) - Number(b.endsWith('/loss')))
    .slice(0, most)
    .map((name) => [name, scores[name] ?? Number.NaN]);
}

/** A score's name for people: `test accuracy`. */
export function scoreName(name: string): string {
  return name.replace('/', ' ').replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => {
    return `${end} ${start.toLowerCase()}`;
  });
}

/** A number of bytes: `12.3 MB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${formatNumber(bytes / 1000 ** power)} ${units[power]}`;
}

/** `1 run`, `12 runs`. */
export function runCount(count: number): string {
  return `${formatNumber(count)} ${count === 1 ? 'run' : 'runs'}`;
}

/** Seconds as far as they matter: to 10 seconds, minutes or hours. */
export function coarse(seconds: number): number {
  const unit = seconds < 60 ? (seconds < 10 ? 1 : 10) : seconds < 3600 ? 60 : 3600;
  return Math.floor(seconds / unit) * unit;
}
