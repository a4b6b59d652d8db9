/**
 * How, where and of whom data were acquired, as far as a file says. It names people and places: it stays with the
 * dataset, and what leaves the laboratory goes through de-identification first.
 */
export interface Acquisition {
  /** The patient's or volunteer's identifier. */
  readonly subject?: string;
  /** The examination: DICOM's Study Instance UID, BIDS's session. */
  readonly session?: string;
  /** The series within it. */
  readonly series?: string;
  /** What the series is called. */
  readonly description?: string;
  /** CT, MR, PT, CR ... as DICOM abbreviates. */
  readonly modality?: string;
  /** The institution. */
  readonly site?: string;
  /** Manufacturer, model and serial number of the device, as far as given. */
  readonly scanner?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  /** Of the acquisition, or else of the series or study: YYYY-MM-DD. */
  readonly date?: string;
  readonly sex?: string;
  readonly ageYears?: number;
  readonly bodyPart?: string;
  readonly protocol?: string;
  readonly fieldStrengthTesla?: number;
  readonly echoTimeMs?: number;
  readonly repetitionTimeMs?: number;
  readonly inversionTimeMs?: number;
  readonly flipAngleDegrees?: number;
  readonly tubeVoltageKv?: number;
  readonly tubeCurrentMa?: number;
  readonly kernel?: string;
  readonly coils?: number;
  readonly bitsStored?: number;
}
