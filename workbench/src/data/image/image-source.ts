/** Which image is shown: a file, a volume of a folder, or the item of a dataset folder. */
export interface ImageSource {
  readonly path: string;
  readonly item?: string;
  /** Which array of a file that holds several. */
  readonly member?: string;
  /** Which volume of a folder of DICOM files. */
  readonly series?: string;
}
