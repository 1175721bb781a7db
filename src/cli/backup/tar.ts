// Files in one file, as tar has it (POSIX.1-1988 ustar), so that a backup can be looked at without us: regular files alone.
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

const BLOCK = 512;
const MAX_NAME = 100;

/** What goes in: text, or a file that is read when its turn comes. */
export type Member = { name: string } & ({ text: string } | { path: string });

export interface Entry {
  name: string;
  size: number;
  /** Where its octets begin. */
  start: number;
}

/** Writes the members to a file that is there and open; each is readable by its owner alone. */
export async function writeTar(
  file: FileHandle,
  members: readonly Member[],
  at: Date,
): Promise<void> {
  for (const member of members) {
    const text = 'text' in member ? Buffer.from(member.text) : null;
    const size = text?.length ?? (await stat('path' in member ? member.path : '')).size;
    await file.write(header(member.name, size, at));
    if (text !== null) await file.write(text);
    else if ('path' in member) {
      // Of a file that grows meanwhile, no more than was announced.
      for await (const chunk of createReadStream(member.path, { end: Math.max(0, size - 1) }))
        await file.write(chunk as Buffer);
    }
    await file.write(Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK));
  }
  await file.write(Buffer.alloc(2 * BLOCK));
}

function header(name: string, size: number, at: Date): Buffer {
  if (Buffer.byteLength(name) >= MAX_NAME) throw new RangeError(`the name ${name} is too long`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number): string =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.write(name, 0);
  block.write(octal(0o600, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(Math.floor(at.getTime() / 1000), 12), 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\0', 257);
  block.write('00', 263);
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function checksum(block: Buffer): number {
  return block.reduce((sum, octet, index) => sum + (index >= 148 && index < 156 ? 32 : octet), 0);
}

/** The entries of a tar file; null when it is none, or is cut off. */
export async function readTar(path: string): Promise<Entry[] | null> {
  const entries: Entry[] = [];
  const file = await open(path, 'r');
  try {
    const { size: length } = await file.stat();
    for (let at = 0; ;) {
      const block = Buffer.alloc(BLOCK);
      if ((await file.read(block, 0, BLOCK, at)).bytesRead < BLOCK) return null;
      if (block.every((octet) => octet === 0)) return entries;
      const text = (from: number, size: number): string =>
        block.toString('utf8', from, from + size).replace(/\0.*$/s, '');
      const size = Number.parseInt(text(124, 12), 8);
      if (Number.parseInt(text(148, 8), 8) !== checksum(block) || Number.isNaN(size)) return null;
      const start = at + BLOCK;
      if (start + size > length) return null;
      entries.push({ name: text(0, MAX_NAME), size, start });
      at = start + Math.ceil(size / BLOCK) * BLOCK;
    }
  } finally {
    await file.close();
  }
}

/** The octets of an entry, as a stream. */
export function entryStream(path: string, { start, size }: Entry): AsyncIterable<Buffer> {
  return size === 0
    ? (async function* () {})()
    : createReadStream(path, { start, end: start + size - 1 });
}
