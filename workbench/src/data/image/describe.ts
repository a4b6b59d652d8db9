import type { InferResponseType } from 'hono/client';
import { api, type api as client, said } from '../../api/client.ts';
import type { ImageSource } from './image-source.ts';

/** What the server says of an image. */
export type ImageDescription = InferResponseType<typeof client.data.images.about.$get, 200>;

/** Asks what an image is. */
export function describe(source: ImageSource): Promise<ImageDescription> {
  return said(api.data.images.about.$get({ query: { ...source } }));
}
