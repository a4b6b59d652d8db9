import { formatDuration, formatNumber } from '../../report/index.ts';
import type { RunMessage } from '../../runner/messages.ts';
import type { Run, Scores } from '../../store/index.ts';

/** When something was: `12 min ago`, or the day where that is long ago. */
export function ageText(at: number, now = Date.now()): string {
  const seconds = (now - at) / 1000;
  return seconds < 86_400 ? `${formatDuration(Math.max(0, seconds))} ago` : dayText(at);
}

/** A day and time: `2026-11-25 14:03`. */
export function dayText(at: number): string {
  const time = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** A process that gave no sign of life for so long is worth a word, in milliseconds. */
const SILENCE_MS = 60_000;

/** How a run stands; of a process that has been silent, for how long: `running, silent for 12 min`. */
export function statusText({ status, heartbeatAt = 0 }: Run, now = Date.now()): string {
  const silent = now - heartbeatAt;
  const isActive = status === 'running' || status === 'paused';
  if (!isActive || silent < SILENCE_MS) return status;
  return `${status}, silent for ${formatDuration(silent / 1000)}`;
}

/** How far a run is: `fold 2, step 120 of 3600, loss 0.31, 1:20 left`. */
export function progressText(message: RunMessage): string {
  if (message.kind === 'training') return `${message.label} begins`;
  if (message.kind === 'evaluation') return `evaluation ${message.done} of ${message.total}`;
  if (message.kind === 'reconstruction') return `${message.activity}, ${message.done}`;
  if (message.kind !== 'step') return message.kind;
  const { label, step, steps, loss, secondsLeft } = message;
  const left = Number.isFinite(secondsLeft) ? `, ${formatDuration(secondsLeft)} left` : '';
  return `${label}, step ${step} of ${steps}, loss ${formatNumber(loss)}${left}`;
}

/** How long a run took, or has taken until now. */
export function lastedText({ startedAt, endedAt }: Run, now = Date.now()): string {
  return startedAt === undefined ? '' : formatDuration(((endedAt ?? now) - startedAt) / 1000);
}

/** The first scores of the last part that was scored: `test loss 0.12, accuracy 0.97`. */
export function scoresText(scores: Scores, most = 2): string {
  const names = Object.keys(scores);
  const of = (part: string) => names.filter((name) => name.startsWith(`${part}/`));
  const part = ['test', 'validation', 'train'].find((one) => of(one).length > 0);
  if (part === undefined) return '';
  const words = of(part)
    .slice(0, most)
    .map((name) => `${name.slice(part.length + 1)} ${formatNumber(scores[name] ?? Number.NaN)}`);
  return `${part} ${words.join(', ')}`;
}

/** A number of bytes: `12.3 MB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${formatNumber(bytes / 1000 ** power)} ${units[power]}`;
}
