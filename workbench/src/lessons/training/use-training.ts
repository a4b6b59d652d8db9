import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { FromWorker, KnownDevice, RunRequest, ToWorker } from './messages.ts';
import type { AnswerOf, ParametersOf, ProgramName, QuestionOf, UpdateOf } from './programs.ts';

/** How far a training is. */
export type TrainingStatus = 'ready' | 'running' | 'done' | 'stopped' | 'failed';

interface State<Shown> {
  readonly status: TrainingStatus;
  /** What there is to draw. */
  readonly shown: Shown;
  /** Where it trains, and why there. */
  readonly device: string | undefined;
  /** How long it took. */
  readonly seconds: number | undefined;
  /** What went wrong, in a line. */
  readonly error: string | undefined;
}

/** A program of a cell, as its view sees it. */
export interface Training<N extends ProgramName, Shown> extends State<Shown> {
  /** Starts anew, whatever ran before. */
  readonly run: (parameters: ParametersOf<N>, options?: { readonly isSlow?: boolean }) => void;
  /** Ends at once; what is drawn stays. */
  readonly stop: () => void;
  /** Back to before the first run. */
  readonly reset: () => void;
  /** Asks about what was trained; an answer that another run overtakes never comes. */
  readonly ask: (question: QuestionOf<N>) => Promise<AnswerOf<N>>;
}

/** The fastest device of this browser, once a worker has found it. */
let fastest: KnownDevice | undefined;

/**
 * A program that runs in a worker of its own, which ends with the view.
 *
 * @param nothing what is shown before a run has told anything
 * @param fold puts what the program tells into what is shown
 */
export function useTraining<N extends ProgramName, Shown>(
  program: N,
  nothing: Shown,
  fold: (shown: Shown, update: UpdateOf<N>) => Shown,
): Training<N, Shown> {
  const before: State<Shown> = {
    status: 'ready',
    shown: nothing,
    device: undefined,
    seconds: undefined,
    error: undefined,
  };
  const [state, change] = useReducer(
    (from: State<Shown>, how: (from: State<Shown>) => State<Shown>) => how(from),
    before,
  );
  const worker = useRef<Worker>(undefined);
  const answers = useRef(new Map<number, (answer: AnswerOf<N>) => void>());

  const end = useCallback(() => {
    worker.current?.terminate();
    worker.current = undefined;
    answers.current.clear();
  }, []);
  useEffect(() => end, [end]);

  const heard = (message: FromWorker<UpdateOf<N>, AnswerOf<N>>) => {
    if (message.kind === 'answer') answers.current.get(message.id)?.(message.answer);
    else change((from) => after(from, message, fold));
  };

  return {
    ...state,
    run(parameters, { isSlow = false } = {}) {
      end();
      change(() => ({ ...before, status: 'running' }));
      worker.current = started<N>(heard);
      const request: RunRequest<ParametersOf<N>> = { kind: 'run', program, parameters, isSlow, fastest };
      worker.current.postMessage(request);
    },
    stop() {
      end();
      change((from) => ({ ...from, status: 'stopped' }));
    },
    reset() {
      end();
      change(() => before);
    },
    ask(question) {
      const id = nextQuestion++;
      const asking: ToWorker<never, QuestionOf<N>> = { kind: 'ask', id, question };
      return new Promise((resolve) => {
        answers.current.set(id, resolve);
        worker.current?.postMessage(asking);
      });
    },
  };
}

let nextQuestion = 0;

/** A worker that is listened to. */
function started<N extends ProgramName>(
  heard: (message: FromWorker<UpdateOf<N>, AnswerOf<N>>) => void,
): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<FromWorker<UpdateOf<N>, AnswerOf<N>>>) => heard(data);
  worker.onerror = ({ message }) =>
    heard({ kind: 'failed', message: message || 'The worker could not be started.' });
  return worker;
}

/** The state after a message. */
function after<Update, Shown>(
  from: State<Shown>,
  message: Exclude<FromWorker<Update, never>, { kind: 'answer' }>,
  fold: (shown: Shown, update: Update) => Shown,
): State<Shown> {
  switch (message.kind) {
    case 'update':
      return { ...from, shown: fold(from.shown, message.update) };
    case 'device':
      if (message.size === 'large') fastest = message.device;
      return { ...from, device: message.device.reason };
    case 'done':
      return { ...from, status: 'done', seconds: message.seconds };
    case 'failed':
      return { ...from, status: 'failed', error: message.message };
  }
}
