import type { DataSet, DataSetEncoding, DicomElement } from '../../formats/dicom/data-set.ts';
import { tagName } from '../../formats/dicom/dictionary.ts';
import { takenOverElement } from '../../formats/dicom/taken-over.ts';
import { isText } from '../../formats/dicom/vr.ts';
import { asciiBytes, type WrittenElement, type WrittenStretch } from '../../formats/dicom/write.ts';
import { InputError } from '../../util/errors.ts';
import { type Action, ActionCounts } from './actions.ts';
import { kept } from './clean-value.ts';
import { type Decision, decide } from './decision.ts';
import { dummyValue, REMOVED } from './dummy.ts';
import type { Identifiers } from './identifiers.ts';
import type { DeidentificationKey } from './key.ts';
import type { DeidentifyOptions } from './options.ts';
import { shifted } from './shift-dates.ts';

/** UIDs of the standard itself identify classes and codes, and nobody. */
const STANDARD_ROOT = '1.2.840.10008.';

/** How a binary value is looked through: in stretches, which overlap by as much as an identifier may be long. */
const STRETCH = 1 << 20;
const OVERLAP = 512;

/** Who is in a file, and by what rules and secrets it is cleaned. */
export interface CleaningContext {
  /** By whom the patient is known to the key. */
  readonly patient: string;
  readonly identifiers: Identifiers;
  readonly key: DeidentificationKey;
  readonly options: DeidentifyOptions;
  /** How the elements will be written. */
  readonly encoding: DataSetEncoding;
}

/** Goes through a data set, and gives the elements that may be written, in the order of their tags. */
export class Cleaner {
  readonly counts = new ActionCounts();
  readonly #context: CleaningContext;
  readonly #subject: string;
  readonly #daysBack: number;
  /** What UIDs have become so far. */
  readonly #uids = new Map<string, string>();

  constructor(context: CleaningContext) {
    this.#context = context;
    this.#subject = context.key.subject(context.patient);
    this.#daysBack = context.key.daysBack(context.patient);
  }

  /**
   * The elements of a data set or item that are left.
   *
   * @throws InputError where kept binary values spell the patient's name, and where the file is cut off.
   */
  clean(dataSet: DataSet): WrittenElement[] {
    const last = dataSet.elements.filter((element) => dataSet.element(element.tag) === element);
    return last.toSorted((a, b) => a.tag - b.tag).flatMap((element) => this.#element(dataSet, element) ?? []);
  }

  #element(dataSet: DataSet, element: DicomElement): WrittenElement | undefined {
    const { tag, vr, length } = element;
    const decision = decide(tag, vr, this.#context.options);
    if (decision === 'remove') return this.#done('removed', tag, undefined);
    if (decision === 'descend')
      return { tag, vr: 'SQ', items: (element.items ?? []).map((item) => this.clean(item)) };
    if (decision === 'pseudonym') return this.#text('replaced', element, this.#subject);
    if (length === 0) return takenOverElement(dataSet, element, this.#context.encoding);
    return this.#value(decision, dataSet, element);
  }

  #value(
    decision: Exclude<Decision, 'remove' | 'descend' | 'pseudonym'>,
    dataSet: DataSet,
    element: DicomElement,
  ): WrittenElement | undefined {
    switch (decision) {
      case 'empty':
        return this.#emptied(element);
      case 'dummy':
        return this.#done('replaced', element.tag, {
          tag: element.tag,
          vr: element.vr,
          ...dummyValue(element.vr),
        });
      case 'shift date':
        return this.#shifted(dataSet, element);
      case 'replace uids':
        return this.#replaceUids(dataSet, element);
      case 'keep':
        return this.#kept(dataSet, element);
    }
  }

  #kept(dataSet: DataSet, element: DicomElement): WrittenElement | undefined {
    const what = kept(dataSet, element, this.#context.identifiers);
    if (what === 'nothing') return this.#cleaned(element);
    if (what !== 'as it is') return this.#text('cleaned', element, what.text);
    const taken = takenOverElement(dataSet, element, this.#context.encoding);
    if (!isText(element.vr)) this.#checkBinary(taken, dataSet.source.name);
    return taken;
  }

  /** A text that named someone, or was not what its VR promises: the VR's dummy, or nothing where that would lie. */
  #cleaned({ tag, vr }: DicomElement): WrittenElement {
    const says = /^(LO|SH|UC)$/.test(vr) ? asciiBytes(REMOVED) : new Uint8Array();
    return this.#done('cleaned', tag, { tag, vr, bytes: says });
  }

  #emptied({ tag, vr }: DicomElement): WrittenElement {
    const nothing = vr === 'SQ' ? { items: [] } : { bytes: new Uint8Array() };
    return this.#done('emptied', tag, { tag, vr, ...nothing });
  }

  #shifted(dataSet: DataSet, element: DicomElement): WrittenElement {
    const moved = dataSet.texts(element.tag).map((text) => shifted(text, element.vr, this.#daysBack));
    return this.#text('shifted', element, moved.join('\\'));
  }

  #replaceUids(dataSet: DataSet, element: DicomElement): WrittenElement {
    const before = dataSet.texts(element.tag);
    const after = before.map((uid) => (uid === '' || isStandard(uid) ? uid : this.#uid(uid)));
    if (before.every((uid, i) => uid === after[i])) return this.#plain(element, after.join('\\'));
    return this.#text('replaced', element, after.join('\\'));
  }

  #uid(original: string): string {
    const known = this.#uids.get(original) ?? this.#context.key.uid(original);
    this.#uids.set(original, known);
    return known;
  }

  #text(action: Action, element: DicomElement, text: string): WrittenElement {
    return this.#done(action, element.tag, this.#plain(element, text));
  }

  #plain({ tag, vr }: DicomElement, text: string): WrittenElement {
    return { tag, vr, bytes: asciiBytes(text, vr) };
  }

  #done<T>(action: Action, tag: number, result: T): T {
    this.counts.count(action, tag);
    return result;
  }

  #checkBinary(element: WrittenElement, where: string): void {
    for (const piece of piecesOf(element)) {
      if (this.#context.identifiers.occurInBytes(piece)) {
        throw new InputError({
          where,
          expected: `binary values that name nobody in ${tagName(element.tag)}`,
          received: 'the name or number of somebody in the file',
          remedy: 'Compressed images can carry comments: unpack it with another program first.',
        });
      }
    }
  }
}

function isStandard(uid: string): boolean {
  return uid.startsWith(STANDARD_ROOT) && /^[\d.]+$/.test(uid) && uid.length <= 64;
}

function* piecesOf(element: WrittenElement): Generator<Uint8Array> {
  if ('bytes' in element) yield element.bytes;
  else if ('stretch' in element) yield* stretches(element.stretch);
  else if ('fragments' in element) for (const fragment of element.fragments) yield* stretches(fragment);
}

function* stretches({ source, offset, length }: WrittenStretch): Generator<Uint8Array> {
  for (let at = 0; at < length; at += STRETCH) {
    yield source.read(offset + at, Math.min(STRETCH + OVERLAP, length - at));
  }
}
