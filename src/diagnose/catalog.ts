// Every finding code with its severity, method, citation and what it silences. Codes are an interface: they never change meaning.
// A method's codes stand beside its rules; a new method adds its catalog here and its rules in diagnose.ts, nothing else.
import { arcCatalog } from './arc/catalog.ts';
import { bimiCatalog } from './bimi/catalog.ts';
import { blocklistCatalog } from './connection/blocklist-catalog.ts';
import { connectionCatalog } from './connection/catalog.ts';
import { dkimCatalog } from './dkim/catalog.ts';
import { dkimChangesCatalog } from './dkim/changes-catalog.ts';
import { dmarcCatalog } from './dmarc/catalog.ts';
import { domainCatalog } from './domain/catalog.ts';
import { publishedCatalog } from './domain/published-catalog.ts';
import type { CatalogEntry } from './entry.ts';
import type { Method } from './finding.ts';
import { messageCatalog } from './message/catalog.ts';
import { spamCatalog } from './message/spam-catalog.ts';
import { spfCatalog } from './spf/catalog.ts';

const entries = {
  ...connectionCatalog,
  ...blocklistCatalog,
  ...spfCatalog,
  ...dkimCatalog,
  ...dkimChangesCatalog,
  ...dmarcCatalog,
  ...arcCatalog,
  ...bimiCatalog,
  ...domainCatalog,
  ...messageCatalog,
  ...spamCatalog,
  ...publishedCatalog,
};

export type FindingCode = keyof typeof entries;

/** Codes that a report about any mail may hold, whatever the operator has set up. */
export type MailCode = { [Code in FindingCode]: (typeof entries)[Code] extends { needs: string } ? never : Code }[FindingCode];

/** The entry of every code, in no order that means anything. */
export const CATALOG: Readonly<Record<FindingCode, CatalogEntry>> = entries;

/** All codes, by method and in the order of their catalogs. */
export const FINDING_CODES = Object.keys(entries) as FindingCode[];

export function isMailCode(code: FindingCode): code is MailCode {
  return CATALOG[code].needs === undefined;
}

const METHODS: readonly Method[] = ['connection', 'spf', 'dkim', 'dmarc', 'arc', 'bimi', 'domain', 'message', 'requirements'];

/** The method a code belongs to: its first word. */
export function methodOf(code: FindingCode): Method {
  const word = code.slice(0, code.indexOf('-'));
  const method = METHODS.find((name) => name === word);
  if (method === undefined) throw new Error(`the finding code ${code} does not begin with a method`);
  return method;
}

export function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(entries, text);
}
