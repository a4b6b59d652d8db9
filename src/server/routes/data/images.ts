import { Hono } from 'hono';
import { z } from 'zod';
import { present } from '../../../util/errors.ts';
import type { ServerContext } from '../../context.ts';
import type { DataServices } from '../../data/data-services.ts';
import { describeImage } from '../../data/tasks/describe-image.ts';
import { readPictures } from '../../data/tasks/read-pictures.ts';
import { writeVolume } from '../../data/tasks/write-volume.ts';
import { type ZeroFilled, zeroFilled } from '../../data/tasks/zero-filled.ts';
import { withQuery } from '../input.ts';
import { imageQuery, readableImage } from './image-request.ts';

/** A place on each axis, as "0,12,0". */
const fixed = z
  .string()
  .regex(/^\d+(,\d+){0,31}$/)
  .optional();

const whole = z.coerce.number().int().nonnegative();
const pictures = imageQuery.extend({ fixed, first: whole, count: whole.min(1).max(4096) });

/** `/api/data/images`: what an image is, its pictures as numbers, its volume, the image of its k-space. */
export function imagesRoutes({ folders }: Pick<ServerContext, 'folders'>, services: DataServices) {
  const { readers, thumbnails } = services;
  return new Hono()
    .get('/about', withQuery(imageQuery), async ({ req, json }) => {
      const { hash: _, where, ...place } = await readableImage(folders, services, req.valid('query'));
      return json(await readers.run(describeImage, place, where, req.raw.signal));
    })
    .get('/pictures', withQuery(pictures), async ({ req }) => {
      const { fixed: at, first, count, ...wanted } = req.valid('query');
      const { hash: _, where, ...place } = await readableImage(folders, services, wanted);
      const argument = { ...place, first, count, ...(at && { fixed: at.split(',').map(Number) }) };
      const { values, shape } = await readers.run(readPictures, argument, where, req.raw.signal);
      return numbersAnswer(values, shape);
    })
    .get('/volume', withQuery(imageQuery.extend({ fixed })), async ({ req }) => {
      const { fixed: at, ...wanted } = req.valid('query');
      const { hash: _, where, ...place } = await readableImage(folders, services, wanted);
      const bytes = await readers.run(
        writeVolume,
        { ...place, ...(at && { fixed: at.split(',').map(Number) }) },
        where,
        req.raw.signal,
      );
      return new Response(new Uint8Array(bytes), { headers: { 'Content-Type': 'application/octet-stream' } });
    })
    .get(
      '/zero-filled',
      withQuery(imageQuery.extend({ slice: whole.default(0), at: z.string().max(500).optional() })),
      async ({ req }) => {
        const { slice, at, ...wanted } = req.valid('query');
        const { place, where } = await readableImage(folders, services, wanted);
        const file = present(place.files[0], 'a file');
        const argument = { ...file, slice, ...(at !== undefined && { at: entriesIn(at) }) };
        const { values, rows, columns, ...about } = await readers.run(
          zeroFilled,
          argument,
          where,
          req.raw.signal,
        );
        return numbersAnswer(values, [rows, columns], zeroFilledHeaders(about));
      },
    )
    .get('/thumbnail', withQuery(imageQuery.required({ item: true })), async ({ req, json }) => {
      const { hash = '', place, entry } = await readableImage(folders, services, req.valid('query'));
      const png = await thumbnails.of({ hash, place, entry });
      if (png.length === 0) return json({ message: 'There is no thumbnail.' }, 404);
      return new Response(new Uint8Array(png), {
        headers: { 'Content-Type': 'image/png', 'Cache-Control': 'private, max-age=3600' },
      });
    });
}

/** Numbers as bytes, with their shape and what else is to be said in headers. */
function numbersAnswer(
  values: Float32Array,
  shape: readonly number[],
  more: Readonly<Record<string, string>> = {},
): Response {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'X-Type': 'float32',
      'X-Shape': shape.join(','),
      ...more,
    },
  });
}

/** What is said of an image of k-space beside its numbers. */
function zeroFilledHeaders({ slices, spacing, notes }: Pick<ZeroFilled, 'slices' | 'spacing' | 'notes'>) {
  return {
    'X-Slices': `${slices}`,
    'X-Notes': encodeURIComponent(notes.join('\n')),
    ...(spacing && { 'X-Spacing': spacing.join(',') }),
  };
}

/** Entries of axes by their names, from 1: "echo=1,set=2". */
function entriesIn(text: string): Readonly<Record<string, number>> {
  const pairs = text.split(',').flatMap((pair) => {
    const [name, entry] = pair.split('=');
    return name && entry && /^\d+$/.test(entry) ? [[name, Number(entry)] as const] : [];
  });
  return Object.fromEntries(pairs);
}
