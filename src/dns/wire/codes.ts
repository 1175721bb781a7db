// Numbers of the protocol: types (RFC 1035 §3.2.2, 3596, 6698, 7208 §3.1, 6891) and response codes (RFC 1035 §4.1.1).
import type { RecordType } from '../resolver.ts';

export const TYPE_CODE: Record<RecordType, number> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  TLSA: 52,
  SPF: 99,
};

export const OPT = 41;
export const CLASS_IN = 1;

const BY_CODE = new Map<number, RecordType>();
for (const [type, code] of Object.entries(TYPE_CODE)) BY_CODE.set(code, type as RecordType);

/** The type of a number; null for one mailassay has no use for. */
export function typeOfCode(code: number): RecordType | null {
  return BY_CODE.get(code) ?? null;
}

export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
} as const;

/** Header bits (RFC 1035 §4.1.1, RFC 4035 §3.2). */
export const FLAG = {
  QR: 0x8000,
  OPCODE: 0x7800,
  AA: 0x0400,
  TC: 0x0200,
  RD: 0x0100,
  RA: 0x0080,
  AD: 0x0020,
} as const;

export const HEADER_SIZE = 12;
