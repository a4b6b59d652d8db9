/** What of a page of data is asked for. */
interface Wanted {
  readonly path: string;
  readonly item?: string;
  readonly series?: string;
}

/**
 * Where a folder, a dataset, an item of one, a file, or a series of files is shown.
 *
 * @example <Link to={dataAddress('item', { path: folder, item: 'P07/1' })}>P07/1</Link>
 */
export function dataAddress(page: 'folder' | 'dataset' | 'item' | 'file' | 'series', wanted: Wanted): string {
  return `/data/${page}?${new URLSearchParams({ ...wanted })}`;
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.split(/[/\\]/).at(-1) || path;
}
