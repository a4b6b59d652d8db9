import type { AuditCheck } from './audit-check.ts';
import type { AuditInput } from './audit-input.ts';
import { brokenImages, damagedImages } from './checks/broken-images.ts';
import { classBalance, unlabeledItems } from './checks/class-balance.ts';
import { dataCrimes } from './checks/data-crimes.ts';
import { geometryMixture } from './checks/geometry-mixture.ts';
import { identicalImages } from './checks/identical-images.ts';
import { intensityScale } from './checks/intensity-scale.ts';
import { invertedImages } from './checks/inverted-images.ts';
import { contradictoryLabels } from './checks/labels.ts';
import { missingSlices } from './checks/missing-slices.ts';
import { nearDuplicateImages } from './checks/near-duplicate-images.ts';
import { neighboringSlices } from './checks/neighboring-slices.ts';
import { burnedInText, identifyingTags, tellingNames } from './checks/privacy.ts';
import { shortcuts } from './checks/shortcuts.ts';
import { siteAssociation } from './checks/site-association.ts';
import { changedFiles, openedSeal, splitParts, unknownSubjects } from './checks/split-parts.ts';
import { tornSubjects } from './checks/torn-subjects.ts';
import { type Finding, GRADES, type Grade } from './finding.ts';

/** Everything that the audit looks for, in the order of the report. */
export const checks: readonly AuditCheck[] = [
  splitParts,
  openedSeal,
  unknownSubjects,
  tornSubjects,
  identicalImages,
  nearDuplicateImages,
  neighboringSlices,
  classBalance,
  unlabeledItems,
  contradictoryLabels,
  siteAssociation,
  shortcuts,
  intensityScale,
  invertedImages,
  brokenImages,
  damagedImages,
  geometryMixture,
  missingSlices,
  dataCrimes,
  identifyingTags,
  burnedInText,
  tellingNames,
  changedFiles,
];

/** What was looked at. */
export interface Examined {
  readonly items: number;
  readonly subjects: number;
  /** Slices that were read, and how many there are. */
  readonly slices: number;
  readonly allSlices: number;
  /** Items with k-space. */
  readonly kspace: number;
  /** How many ways the items are divided in: 0 for none, several for folds. */
  readonly divisions: number;
  readonly checks: readonly {
    readonly name: string;
    readonly title: string;
    readonly findings: number;
    readonly seconds: number;
  }[];
}

/** What the audit of a dataset says. */
export interface Audit {
  readonly name: string;
  /** The gravest first, otherwise in the order of the checks. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Grade, number>>;
  readonly examined: Examined;
}

/**
 * Looks for everything that is known to spoil studies, in plain data gathered beforehand; reads and writes no file.
 *
 * @example audit(input).findings[0]?.title; // '3 of 20 subjects have items in more than one part: train and test.'
 */
export function audit(input: AuditInput): Audit {
  const found: Finding[] = [];
  const times = checks.map(({ name, title, run }) => {
    const start = performance.now();
    const findings = run(input);
    found.push(...findings);
    return { name, title, findings: findings.length, seconds: (performance.now() - start) / 1000 };
  });
  const findings = found.toSorted((a, b) => GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade));
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { grade } of findings) counts[grade]++;
  return { name: input.name, findings, counts, examined: { ...extentOf(input), checks: times } };
}

function extentOf(input: AuditInput) {
  const digests = [...input.digests.values()];
  return {
    items: input.items.length,
    subjects: new Set(input.items.map(({ subject }) => subject)).size,
    slices: digests.reduce((total, { slices }) => total + slices.length, 0),
    allSlices: digests.reduce((total, { sliceCount }) => total + sliceCount, 0),
    kspace: digests.filter(({ kspace }) => kspace).length,
    divisions: input.divisions.length,
  };
}
