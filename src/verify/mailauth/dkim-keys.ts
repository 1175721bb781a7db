// mailauth's reading of a key record, once for each record and not for each message: its own cache lives as long as a message, and
// keeps the key as text, which is parsed anew for every signature. Not known here: DNS, which record is the right one.
import { createPublicKey } from 'node:crypto';
import { getPublicKey, type KeyCache, type LibraryKey } from 'mailauth/lib/tools.js';
import type { HashName } from '../dkim/body-hash.ts';
import { memoizeByText } from '../dkim/memoize.ts';

/** The `resolver` option of mailauth's functions. */
export type MailauthResolver = (name: string, type: string) => Promise<string[] | string[][]>;

const readFor = (hashAlgo: HashName): ((record: string) => Promise<LibraryKey>) =>
  memoizeByText(async (record) => {
    const read = await getPublicKey('DKIM', '', undefined, async () => [[record]], {
      strict: true,
      hashAlgo,
    });
    return { ...read, publicKey: createPublicKey(read.publicKey) };
  });
const readers: Readonly<Record<HashName, (record: string) => Promise<LibraryKey>>> = {
  sha1: readFor('sha1'),
  sha256: readFor('sha256'),
};

/** In the shape of mailauth's cache. `recordAt` is the text of the record of a name; null when mailauth is to hear that there is none. */
export function libraryKeys(
  resolver: MailauthResolver,
  recordAt: (name: string) => string | null,
): KeyCache {
  const noKey = async (): Promise<LibraryKey> => {
    throw Object.assign(new Error('no key'), { code: 'ENODATA' });
  };
  return {
    resolver,
    get(_type, name, _minBits, { hashAlgo }) {
      const record = recordAt(name);
      const key = record === null ? noKey() : readers[hashAlgo](record);
      // mailauth asks for the keys of seals before it waits for any.
      key.catch(() => {});
      return key;
    },
  };
}
