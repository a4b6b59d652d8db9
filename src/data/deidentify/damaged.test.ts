import fc from 'fast-check';
import { describe, it } from 'vitest';
import { damaged, readsOrRefuses } from '../../../test/damaged-bytes.ts';
import { plantedDicom } from '../../../test/planted-dicom.ts';
import { bytesSource } from '../../formats/bytes/source.ts';
import { TransferSyntax } from '../../formats/dicom/transfer-syntax.ts';
import { asciiBytes } from '../../formats/dicom/write.ts';
import { deidentifyFile } from './deidentify-file.ts';
import { DeidentificationKey } from './key.ts';

const key = new DeidentificationKey();
const instead = [
  { tag: 0x00100010, vr: 'PN', bytes: asciiBytes('Zyxwvutski^Quirinius') },
  { tag: 0x00081140, vr: 'SQ', items: [[{ tag: 0x00081155, vr: 'UI', bytes: asciiBytes('1.2.3.4') }], []] },
  { tag: 0x00091010, vr: 'LO', bytes: asciiBytes('private') },
];

describe('damaged files', () => {
  it.each(['explicitLittle', 'implicitLittle', 'explicitBig', 'deflated'] as const)(
    'are de-identified or refused: %s',
    (name) => {
      const good = plantedDicom({ bare: true, instead, transferSyntax: TransferSyntax[name] });
      fc.assert(
        fc.property(damaged(good), (bytes) => {
          readsOrRefuses(() => [...deidentifyFile(bytesSource(bytes, 'x.dcm'), key, {}).bytes]);
        }),
        { numRuns: 500 },
      );
    },
  );
});
