import { z } from 'zod';
import { InputError, messageOf } from '../../util/errors.ts';

const refusal = z.object({ error_code: z.string(), message: z.string().default('') });

/** A server's answer, read. */
export interface MlflowAnswer {
  readonly status: number;
  readonly text: string;
  /** What it asks to wait before the next try, in ms. */
  readonly waitMs?: number;
}

/** MLflow's own word for what went wrong, such as `RESOURCE_DOES_NOT_EXIST`; none where the answer is not MLflow's. */
export function codeOf({ text }: MlflowAnswer): string | undefined {
  return refusal.safeParse(jsonOf(text)).data?.error_code;
}

/** What the text holds as JSON, if it does. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error for an answer that is no success, in one line. */
export function refusalError(url: string, answer: MlflowAnswer): InputError {
  const { data } = refusal.safeParse(jsonOf(answer.text));
  const { status } = answer;
  if (status === 401 || status === 403)
    return new InputError({
      where: url,
      expected: 'leave to write',
      received: `HTTP ${status}`,
      remedy: 'Give the token in MLFLOW_TRACKING_TOKEN, or another one.',
    });
  if (status === 429 || status >= 500)
    return new InputError({
      where: url,
      expected: 'MLflow to answer',
      received: `HTTP ${status} again and again, ${shortened(data?.message ?? answer.text)}`,
      remedy: 'Export once more later: what MLflow has by then is not sent again.',
    });
  if (data)
    return new InputError({
      where: url,
      expected: 'MLflow to take the run',
      received: `${data.error_code}, ${shortened(data.message)}`,
    });
  return strangerError(url, answer);
}

/** The error for what answers, but not as MLflow does. */
export function strangerError(url: string, { status, text }: MlflowAnswer): InputError {
  return new InputError({
    where: url,
    expected: 'an MLflow tracking server',
    received: `HTTP ${status}, ${text === '' ? 'without a word' : shortened(text)}`,
    remedy: 'Give its root as --url, such as http://127.0.0.1:5000.',
  });
}

/** The error for an address where nothing answers. */
export function silenceError(url: string, thrown: unknown): InputError {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  return new InputError(
    {
      where: url,
      expected: 'an MLflow tracking server',
      received: `no answer (${messageOf(first)})`,
      remedy: 'Check the address, and that the server runs: mlflow server --host 127.0.0.1 --port 5000.',
    },
    { cause: thrown },
  );
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
