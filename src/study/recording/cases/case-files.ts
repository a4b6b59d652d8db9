/**
 * The cases of a run, as files:
 *
 *     cases/test.safetensors              answers and inputs, [case, ...]; `about` in its metadata
 *     cases/test-000012.safetensors       the images of case 12, by name
 *
 * Of several trainings, each has a folder of its own under its name.
 */
import { z } from 'zod';
import { type CasePart, casePartNames } from './case-table.ts';

/** What the file of a table says besides arrays. */
export const aboutSchema = z.object({
  kind: z.enum(['classes', 'values', 'images']),
  part: z.enum(casePartNames),
  training: z.object({
    name: z.string().optional(),
    seed: z.number(),
    fold: z.number().optional(),
    inner: z.number().optional(),
    left: z.string().optional(),
  }),
  isNamed: z.boolean(),
  classNames: z.array(z.string()).optional(),
  featureNames: z.array(z.string()).optional(),
  methods: z.array(z.object({ name: z.string(), label: z.string() })).optional(),
  cases: z.array(
    z.object({ name: z.string(), subject: z.string().optional(), hasImages: z.boolean() }).readonly(),
  ),
});

/** The description of a table, as its file holds it. */
export type About = z.output<typeof aboutSchema>;

/** The file of a part's table. */
export function tableName(part: CasePart): string {
  return `${part}.safetensors`;
}

/** The file of a case's images. */
export function imagesName(part: CasePart, index: number): string {
  return `${part}-${String(index).padStart(6, '0')}.safetensors`;
}

/** Whether a file has the images of some case of a part. */
export function isImagesOf(part: CasePart, file: string): boolean {
  return new RegExp(`^${part}-\\d{6,9}\\.safetensors$`).test(file);
}
