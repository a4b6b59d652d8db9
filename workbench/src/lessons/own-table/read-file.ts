import { type CsvTable, readTable } from 'echotrain/formats';

/** Larger files are not read. */
const LARGEST = 256 * 2 ** 20;

/**
 * The table in a file of somebody's own.
 *
 * @throws Error in one line, with line and column where something is wrong.
 */
export async function tableIn(file: File): Promise<CsvTable> {
  if (file.size > LARGEST) {
    throw new Error(`${file.name}: expected at most 256 MB, received ${Math.round(file.size / 2 ** 20)} MB.`);
  }
  const { table } = readTable(new Uint8Array(await file.arrayBuffer()), file.name);
  if (table.rows.length === 0)
    throw new Error(`${file.name}: expected rows below the header, received none.`);
  return table;
}
