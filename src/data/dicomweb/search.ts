import { z } from 'zod';
import { messageOf } from '../../util/errors.ts';
import { type Condition, fulfills } from './conditions.ts';
import { RequestFailure } from './request-failure.ts';
import type { DicomWebServer } from './server.ts';

/** How many results to ask for at a time. */
const PAGE = 200;
/** The most bytes a page of results may have. */
const LONGEST_PAGE = 1 << 26;

const attribute = z.looseObject({ Value: z.array(z.unknown()).optional() });
const results = z.array(z.record(z.string(), attribute));

/** One result of a search: DICOM JSON (PS3.18, annex F). */
export type Result = z.infer<typeof results>[number];

/** An attribute's first value as text; empty where there is none. */
export function textOf(result: Result, tag: string): string {
  const value = result[tag]?.Value?.[0];
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  const name = z.object({ Alphabetic: z.string() }).safeParse(value);
  return name.success ? name.data.Alphabetic.trim() : '';
}

/**
 * Searches (QIDO-RS, PS3.18, 10.6), page by page, until nothing new comes: servers have limits of their own.
 * Results that contradict the conditions are left out.
 *
 * @throws RequestFailure
 */
export async function search(
  server: DicomWebServer,
  path: string,
  conditions: readonly Condition[],
  unique: string,
): Promise<Result[]> {
  const found = new Map<string, Result>();
  for (let offset = 0; ; ) {
    const page = await searchPage(server, path, conditions, offset);
    const before = found.size;
    for (const result of page) found.set(textOf(result, unique), result);
    offset += page.length;
    if (found.size === before) break;
  }
  return [...found.values()].filter((result) => conditions.every((one) => canBeMeant(result, one)));
}

function canBeMeant(result: Result, one: Condition): boolean {
  const sent = one.keyword === 'ModalitiesInStudy' ? '' : textOf(result, one.tag);
  return sent === '' || fulfills(sent, one);
}

async function searchPage(
  server: DicomWebServer,
  path: string,
  conditions: readonly Condition[],
  offset: number,
): Promise<Result[]> {
  const query = new URLSearchParams({ limit: String(PAGE), offset: String(offset) });
  for (const { keyword, value } of conditions) query.append(keyword, value);
  return server.get(`${path}?${query}`, 'application/dicom+json', async (response, heard) => {
    if (response.status === 204) return [];
    return parse(await textWithin(response, heard), response.headers.get('content-type') ?? '');
  });
}

async function textWithin(response: Response, heard: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const chunk of response.body ?? []) {
    heard();
    length += chunk.length;
    if (length > LONGEST_PAGE) throw new RequestFailure('the server sends results without end');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parse(text: string, contentType: string): Result[] {
  if (text.trim() === '') return [];
  try {
    return results.parse(JSON.parse(text));
  } catch (error) {
    const isPage = /html/i.test(contentType) || text.trimStart().startsWith('<');
    const received = isPage ? 'a web page' : `something else (${firstLine(messageOf(error))})`;
    throw new RequestFailure(`the server sends ${received} instead of results in DICOM JSON`, {
      everywhere: true,
      remedy:
        'Check the address: --dicomweb is the root of the DICOMweb service, such as https://HOST/dicom-web.',
      cause: error,
    });
  }
}

function firstLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 80);
}
