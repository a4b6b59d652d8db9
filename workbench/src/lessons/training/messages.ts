/** A device that was found good, and why. */
export interface KnownDevice {
  readonly name: string;
  readonly reason: string;
}

/** How a program is to be run. */
export interface RunRequest<Parameters> {
  readonly kind: 'run';
  readonly program: string;
  readonly parameters: Parameters;
  /** Slow motion, for eyes to follow. */
  readonly isSlow: boolean;
  /** The fastest device, where an earlier worker has found it. */
  readonly fastest: KnownDevice | undefined;
}

/** What the page tells the worker. */
export type ToWorker<Parameters, Question> =
  | RunRequest<Parameters>
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };

/** What the worker tells the page. */
export type FromWorker<Update, Answer> =
  | { readonly kind: 'device'; readonly size: 'small' | 'large'; readonly device: KnownDevice }
  | { readonly kind: 'update'; readonly update: Update }
  | { readonly kind: 'done'; readonly seconds: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly message: string };
