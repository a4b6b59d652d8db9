import type { SeriesFinding } from '../../formats/dicom/series-volumes.ts';
import { present } from '../../util/errors.ts';
import type { Item, ItemSource } from '../manifest/item.ts';
import type { ManifestWriter } from '../manifest/manifest-writer.ts';
import { type Content, isProblem } from '../reading/contents.ts';
import type { Problem } from '../reading/problem.ts';
import type { Draft } from './draft.ts';
import type { ImportPlan } from './import-plan.ts';
import { UniqueIds } from './item-ids.ts';
import { type ItemRules, itemOfDraft } from './item-rules.ts';
import { mislabeled, Notes } from './notes.ts';
import type { Copy } from './publish.ts';

/** Where copies lie within a dataset. */
const DATA = 'data';

/** Takes items in, and keeps what is left out and why. */
export class Intake {
  readonly problems: Problem[];
  readonly notes = new Notes();
  /** What is to be copied, by where it lies: from there, to a way within the dataset. */
  readonly copies = new Map<string, Copy>();
  /** How many files hold no data. */
  ignored: number;
  readonly #writer: ManifestWriter;
  readonly #rules: ItemRules;
  readonly #plan: ImportPlan;
  readonly #copy: boolean;
  readonly #ids = new UniqueIds();
  readonly #excluded = new Set<string>();
  /** What was found of DICOM series, which their volumes' warnings say again. */
  readonly #found: string[] = [];

  constructor(writer: ManifestWriter, rules: ItemRules, plan: ImportPlan, copy: boolean) {
    [this.#writer, this.#rules, this.#plan, this.#copy] = [writer, rules, plan, copy];
    this.problems = [...plan.problems];
    this.ignored = plan.ignored;
  }

  /** Hears of a file that was read; tells whether its items are wanted. */
  accepts({ unit, header }: Content): boolean {
    this.notes.add(mislabeled(unit.main.path, header.format));
    const fresh = header.warnings.filter((text) => !this.#found.some((what) => text.includes(what)));
    for (const text of fresh) this.notes.add({ file: unit.main.path, text });
    return ![unit.main, ...unit.companions].some(({ path }) => this.#excluded.has(path));
  }

  add(draft: Draft): void {
    const item = itemOfDraft({ ...draft, id: this.#ids.take(draft.id) }, this.#rules);
    const problem = isProblem(item) ? item : this.#withoutLabel(item, draft.unit.main.path);
    if (problem) this.problems.push(problem);
    else if (!isProblem(item)) this.#writer.add(this.#copy ? this.#copied(item) : item);
  }

  /** Hears what is wrong with a DICOM series. Files of two people under one name are left out. */
  find({ kind, names, what }: SeriesFinding): void {
    const [file = ''] = names;
    this.#found.push(what);
    if (kind === 'two-patients') {
      for (const name of names) this.#excluded.add(name);
      const reason = `expected one person under one ID, received ${what}, in this and ${names.length - 1} other files. Correct the IDs, or take one person out.`;
      this.problems.push({ file, reason });
    } else this.notes.add({ file, text: what });
  }

  #withoutLabel({ label }: Item, file: string): Problem | undefined {
    const { table } = this.#rules;
    if (label !== undefined || !table?.givesLabels) return undefined;
    return { file, reason: `expected a label in ${table.path}, received none for it.` };
  }

  #copied(item: Item): Item {
    const { source, target } = item;
    return { ...item, source: this.#within(source), ...(target && { target: this.#within(target) }) };
  }

  /** The source of an item once its files are copied. */
  #within(source: ItemSource): ItemSource {
    const files = source.files.map((from) => {
      const { name, bytes, modified } = present(this.#plan.names.get(from), `the name of ${from}`);
      const to = `${DATA}/${name}`;
      this.copies.set(from, { from, to, bytes, modified });
      return to;
    });
    return { ...source, files };
  }
}
