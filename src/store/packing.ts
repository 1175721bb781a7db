// How messages and reports lie in the store: compressed (Zstandard, RFC 8878), and octet for octet what they were when they are read.
// A report is 25 kB of JSON of which most is the same in every report, so it is compressed against a dictionary. Both forms are on
// disk for as long as rows are kept: a new form gets a new number, and what is here is not edited.
import { readFileSync } from 'node:fs';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** 0: the octets as they are; 1: one Zstandard frame. */
export type Packing = 0 | 1;

export interface PackedMessage {
  content: Uint8Array;
  packing: Packing;
}

/** Measured on messages of 2 to 100 kB: level 3 takes half as much time again for 3 % less. */
const LEVEL = 1;
/** Shorter ones would save less than a page of the disk. */
const MIN_PACKED = 4096;
/** Where less than this share is saved, a message is kept as it is: reading it is cheaper then. */
const MIN_SAVED = 0.05;

/** The default of zlib, 16 KiB, makes a large message of hundreds of pieces. */
const MAX_CHUNK = 1024 * 1024;

/** The first octet of a packed report names its dictionary. */
const DICTIONARY = 1;
const dictionary = readFileSync(new URL('./report-dictionary-1.txt', import.meta.url));

const options = (size: number) => ({
  params: { [constants.ZSTD_c_compressionLevel]: LEVEL },
  pledgedSrcSize: size,
  chunkSize: Math.min(Math.max(size, 16 * 1024), MAX_CHUNK),
});

export function packMessage(message: Uint8Array): PackedMessage {
  if (message.length < MIN_PACKED) return { content: message, packing: 0 };
  const packed = zstdCompressSync(message, options(message.length));
  return packed.length > message.length * (1 - MIN_SAVED)
    ? { content: message, packing: 0 }
    : { content: packed, packing: 1 };
}

export function unpackMessage(content: Uint8Array, packing: Packing | null): Uint8Array {
  return packing === 1 ? zstdDecompressSync(content) : content;
}

/** JSON text of a report. */
export function packReport(json: string): Uint8Array {
  const octets = Buffer.from(json);
  const packed = zstdCompressSync(octets, { ...options(octets.length), dictionary });
  const marked = new Uint8Array(packed.length + 1);
  marked[0] = DICTIONARY;
  marked.set(packed, 1);
  return marked;
}

export function unpackReport(packed: Uint8Array): string {
  if (packed[0] !== DICTIONARY)
    throw new Error(`a report was kept with dictionary ${packed[0]}, which this version lacks`);
  return zstdDecompressSync(packed.subarray(1), { dictionary }).toString();
}
