import { messageOf } from '../../util/errors.ts';

/** How a failure is to be met. */
interface FailureOptions extends ErrorOptions {
  /** Whether the same request may succeed when made again. */
  readonly passing?: boolean;
  /** Whether it concerns the server as a whole, so that other requests to it are pointless. */
  readonly everywhere?: boolean;
  /** What the user can do. */
  readonly remedy?: string;
  /** How long the server asks to wait, in ms. */
  readonly waitMs?: number | undefined;
}

/** A request to a DICOMweb server came to nothing. */
export class RequestFailure extends Error {
  readonly passing: boolean;
  readonly everywhere: boolean;
  readonly remedy: string | undefined;
  readonly waitMs: number | undefined;

  constructor(message: string, { passing = false, everywhere = false, ...options }: FailureOptions = {}) {
    super(message, options);
    this.name = 'RequestFailure';
    this.passing = passing;
    this.everywhere = everywhere;
    this.remedy = options.remedy;
    this.waitMs = options.waitMs;
  }
}

/** What an answer of a status that is no success means. */
export function statusFailure(response: Response, now: number): RequestFailure {
  const { status, statusText } = response;
  const message = `the server answers ${status} ${statusText}`.trim();
  const remedy = REMEDIES.get(status);
  const passing = status >= 500 || status === 408 || status === 429;
  const waitMs = retryAfter(response.headers.get('retry-after'), now);
  const everywhere = status === 401 || status === 403 || status === 407;
  return new RequestFailure(message, { passing, everywhere, waitMs, ...(remedy && { remedy }) });
}

const REMEDIES = new Map([
  [401, 'Give --user with the password in ECHOTRAIN_DICOMWEB_PASSWORD, or --token-file; or correct them.'],
  [403, 'The server knows you, but does not let you read this: ask whoever runs it.'],
  [404, 'Check the address: --dicomweb is the root of the DICOMweb service, such as https://HOST/dicom-web.'],
  [406, 'The server does not give out files as they are stored.'],
  [501, 'The server does not offer this part of DICOMweb.'],
]);

/** The wait that a server asks for (RFC 9110, 10.2.3), in ms: seconds, or a date. */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? 1000 * Number(header) : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/**
 * What kept a request from being answered. `reached` says whether the server has answered before: then it may come
 * back, else the address is more likely wrong.
 */
export function connectionFailure(error: unknown, reached: boolean): RequestFailure {
  const cause = rootOf(error);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = messageOf(cause) || code || 'the connection failed';
  if (isCertificateProblem(code)) return certificateFailure(message, error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code.startsWith('HPE_')) {
    return new RequestFailure(`the server does not keep to HTTP (${code})`, { cause: error });
  }
  const remedy = 'Check the address, and that the server runs and can be reached from here.';
  return new RequestFailure(message, { passing: reached, everywhere: true, remedy, cause: error });
}

/** What fetch throws says little: its cause does, or the first of several causes, one for each address of a host. */
function rootOf(error: unknown): unknown {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof AggregateError && cause.errors.length > 0 ? cause.errors[0] : cause;
}

function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(code);
}

function certificateFailure(message: string, cause: unknown): RequestFailure {
  const remedy =
    'Where the hospital signs its own certificates, name its certificate in NODE_EXTRA_CA_CERTS=/path/ca.pem.';
  const [reason] = message.split(';');
  return new RequestFailure(`its certificate is not trusted (${reason})`, {
    everywhere: true,
    remedy,
    cause,
  });
}
