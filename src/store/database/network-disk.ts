import { statfsSync } from 'node:fs';

/** File systems on other machines, by the numbers that Linux gives them (statfs(2)). */
const NETWORK_DISKS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x564c, 'NCP'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x01021997, '9P'],
]);

/**
 * What kind of network disk a folder is on, if it is on one that is known. There, SQLite's locks and the shared memory
 * of its write-ahead log cannot be relied on (sqlite.org/wal.html).
 */
export function networkDisk(folder: string, typeOf = diskType): string | undefined {
  return NETWORK_DISKS.get(typeOf(folder) >>> 0);
}

function diskType(folder: string): number {
  return statfsSync(folder).type;
}
