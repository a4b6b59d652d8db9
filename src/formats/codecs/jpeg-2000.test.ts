import { describe, expect, it } from 'vitest';
import { decodeJpeg2000 } from './jpeg-2000.ts';

/**
 * 9 × 7 values (37 i² + 911 i) mod 4096, and bytes (7 i² + 13 i) mod 256 of three samples a pixel, losslessly encoded by
 * OpenJPH's encoder. Debian has none, so that no oracle can make them.
 */
const GRAY =
  '/0//UQApQAAAAAAJAAAABwAAAAAAAAAAAAAACQAAAAcAAAAAAAAAAAABCwEB/1AACAACAAAABv9SAAwAAgABAAUEBEAB/1wAEyBocHBwcHBwcHBwcHBwaGho/2QAFwABT3BlbkpQSCBWZXIgMC4zMS4wLv+QAAoAAAAAAMAAAf+TwAJQ8QDHdAAAwAEwYvwCh3QAwAEsABPAASjnAQd0AKb2vADCNACuAYd0AMABVQAFdAAVYOZ72Ygv/gFHNADm7fIUAhhFeACDA3m2AN/o2z6UD/4BwbQAwALegAW/AAtUSZhEtE8btEP7tJfkSZAEtJPESZIEtJNEBopQI5YAlKRNybQoRYm0pI0SStKeVkpROiUBQX9cUbyDAS67AP9v/3z/f/3/f/773wOUC/GQgDLZAP/Z';
const COLOR =
  '/0//UQAvQAAAAAAJAAAABwAAAAAAAAAAAAAACQAAAAcAAAAAAAAAAAADBwEBBwEBBwEB/1AACAACAAAAA/9SAAwAAgABAQUEBEAB/1wAEyBQWFhYWFhYWFhYWFhYUFBQ/2QAFwABT3BlbkpQSCBWZXIgMC4zMS4wLv+QAAoAAAAAAbsAAf+TwBGAAGMAwBGAF3MAwBGAAGMAAAAAwAkA/gBjAMAJQP4Ah3QAwAlAnAEHdADACWAEkAJQ4wAHdAD9CTMA+wBHdADACWAEsAJQ9gDHdABw/jIzAOwAh3QAwAlgBNACUO4Ah3QArIsAQjQA/gAHdADACeAFVACo5PH+AAKUAFpuzov2Ach9lQCVwWDwAIK0AMAKiAFbACoA64jo8ABClACDz6X6bPrwAEEBebYA18837gDDNADACogBVQAnWrek/gBGtACKZxj78wORerUAh2NyAEa0AMAWtAFrwBaIICSkBgX1MHiv1mJ7gPYATwuAAEM4AICWwhKsWG8A2KlU0f0IXt/AF4AAIboAv/f9v5/P/3v3/Bn8wRCetwDAFsQBbMAWkP4+fL1/P9/f4+/zx/Pv5/cBQY4Agbc4AP8+3s8PLz7/ePn+X8+HAABd64QXiAAHOwD/fz9+fn7+/Pz/fjP5hiI9dwDAFqwBbEAWoP8fP9/f9/P+/L+/z/9zG9iAAEa3AH9+/Pz9ef948fvj98/3ACWPjG8IQAR6AP9+/3vv7+fv7+//fwBPuCEC6XgA/9k=';

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

describe('JPEG 2000', () => {
  it('is decoded in its high-throughput form, gray of 12 bits', async () => {
    const frame = await decodeJpeg2000(bytesOf(GRAY), undefined, 'gray');
    expect(frame).toMatchObject({ rows: 7, columns: 9, samples: 1, bits: 12, signed: false });
    expect([...frame.data]).toEqual(Array.from({ length: 63 }, (_, i) => (37 * i * i + 911 * i) % 4096));
  });

  it('is decoded in its high-throughput form, color', async () => {
    const frame = await decodeJpeg2000(bytesOf(COLOR), { rows: 7, columns: 9, samples: 3 }, 'color');
    expect([...frame.data]).toEqual(Array.from({ length: 189 }, (_, i) => (7 * i * i + 13 * i) % 256));
  });

  it('is refused before it is decoded where it declares more than an image can have', async () => {
    const bomb = bytesOf(GRAY);
    new DataView(bomb.buffer).setUint32(8, 0xffffff);
    new DataView(bomb.buffer).setUint32(12, 0xffff);
    await expect(decodeJpeg2000(bomb, undefined, 'bomb')).rejects.toThrow(
      'bomb: expected an image of at most 268435456 values, received 65535 rows of 16777215 columns',
    );
  });

  it('is refused where there is none', async () => {
    await expect(decodeJpeg2000(new Uint8Array(60), undefined, 'zeros')).rejects.toThrow(
      'no codestream in it',
    );
  });
});
