import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import { check, InputError, messageOf } from '../../util/errors.ts';
import { onDisk } from '../download/disk.ts';
import { DeidentificationKey } from './key.ts';

const FORMAT = 'echotrain de-identification key 1';

const schema = z.strictObject({
  format: z.literal(FORMAT),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  subjects: z.record(z.string(), z.strictObject({ patient: z.string(), daysBack: z.number() })),
  uids: z.record(z.string(), z.string()),
});

type Content = z.infer<typeof schema>;

/** The key, and who is who: the way back from pseudonyms to patients, in a file of its own that only its owner reads. */
export class KeyFile {
  readonly key: DeidentificationKey;
  readonly #path: string;
  readonly #content: Content;

  private constructor(path: string, content: Content) {
    this.#path = path;
    this.#content = content;
    this.key = new DeidentificationKey(Buffer.from(content.key, 'hex'));
  }

  /**
   * Opens a key file; where there is none, one with a new key is to be made by `save`.
   *
   * @throws InputError for a file that is none, and for one that others can read.
   */
  static async open(path: string): Promise<KeyFile> {
    const found = await stat(path).catch(() => undefined);
    if (!found) {
      return new KeyFile(path, {
        format: FORMAT,
        key: randomBytes(32).toString('hex'),
        subjects: {},
        uids: {},
      });
    }
    check(process.platform === 'win32' || (found.mode & 0o077) === 0, () => ({
      where: path,
      expected: 'a key file that only its owner can read',
      received: `one with the permissions ${(found.mode & 0o777).toString(8)}`,
      remedy: `It says who is who: chmod 600 ${path}`,
    }));
    return new KeyFile(path, parse(path, await onDisk(path, () => readFile(path, 'utf8'))));
  }

  /** Notes who a patient has become. */
  noteSubject(patient: string): void {
    const entry = { patient, daysBack: this.key.daysBack(patient) };
    this.#content.subjects[this.key.subject(patient)] = entry;
  }

  /** Notes what a UID has become. */
  noteUid(uid: string): void {
    this.#content.uids[this.key.uid(uid)] = uid;
  }

  /** Writes the file, whole or not at all, for its owner alone. */
  async save(): Promise<void> {
    const part = `${this.#path}.${process.pid}.part`;
    try {
      await onDisk(this.#path, async () => {
        const file = await open(part, 'wx', 0o600);
        try {
          await file.writeFile(`${JSON.stringify(this.#content, null, 2)}\n`);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(part, this.#path);
      });
    } finally {
      await rm(part, { force: true });
    }
  }
}

function parse(path: string, text: string): Content {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new InputError(
      {
        where: path,
        expected: 'a key file that an earlier de-identification made, or no file',
        received: error instanceof z.ZodError ? 'another file' : messageOf(error),
      },
      { cause: error },
    );
  }
}
