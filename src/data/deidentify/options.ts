/** Which options of PS3.15, E.3 are used beyond the basic profile. */
export interface DeidentifyOptions {
  /** Shift all dates of a patient by the same number of days, instead of removing them. */
  readonly retainDatesShifted?: boolean | undefined;
  readonly retainUids?: boolean | undefined;
  /** Keep what identifies the scanner. */
  readonly retainDevice?: boolean | undefined;
  /** Keep age (up to 90 years), sex, size and weight. */
  readonly retainCharacteristics?: boolean | undefined;
  /** Take images of which nobody says that no text is burned into them. */
  readonly acceptBurnedInRisk?: boolean | undefined;
}

/** A code of CID 7050 (PS3.16), which says what was done. */
export interface MethodCode {
  readonly value: string;
  readonly meaning: string;
}

/** The codes of the profile and of the options in use. */
export function methodCodes(options: DeidentifyOptions): MethodCode[] {
  const codes: [used: boolean | undefined, value: string, meaning: string][] = [
    [true, '113100', 'Basic Application Confidentiality Profile'],
    [options.retainDatesShifted, '113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
    [options.retainCharacteristics, '113108', 'Retain Patient Characteristics Option'],
    [options.retainDevice, '113109', 'Retain Device Identity Option'],
    [options.retainUids, '113110', 'Retain UIDs Option'],
  ];
  return codes.filter(([used]) => used === true).map(([, value, meaning]) => ({ value, meaning }));
}
