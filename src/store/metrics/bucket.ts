/** So many steps share a row of least and largest values. */
export const BUCKET = 256;
