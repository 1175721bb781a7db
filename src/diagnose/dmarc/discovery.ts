// Whether there is a policy to apply: none, several, broken, at the wrong name, or no author domain to look it up for (RFC 9989 §4.10).
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { texts } from '../evidence.ts';
import { authorDomain } from '../message/author.ts';
import { dmarcFault, isDmarc, looksLikeDmarc, repairedDmarc } from './record.ts';

/** A record to begin with: it changes nothing and brings the reports. postmaster@ exists at every mail domain (RFC 5321 §4.5.1). */
export function firstRecord(domain: string): string {
  return `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
}

export function discoveryRule(facts: Verification): Draft[] {
  const { dmarc, message } = facts;
  if (dmarc.result === 'temperror') return [draft('dmarc-temperror', { domain: dmarc.domain }, [dmarc.reason])];
  const domain = authorDomain(facts);
  if (!dmarc.evaluated || domain === null) return [draft('dmarc-not-evaluated', { from: message.from }, [message.authorTrouble ?? dmarc.reason])];
  const broken = brokenRecord(facts);
  if (broken !== null) return [broken];
  if (dmarc.record !== null) return [];
  const name = `_dmarc.${domain}`;
  // What a top-level domain answers interests nobody.
  const seen = dmarc.walk.filter(({ name }) => name.split('.').length > 2).map((step) => `${step.name} TXT: ${step.record ?? step.status}`);
  const found = facts.places.find(({ sought, records }) => sought === 'dmarc-record' && records.length > 0);
  if (found !== undefined) {
    const record = found.records[0] ?? '';
    return [draft('dmarc-wrong-name', { domain, name, found: found.name, record: repairedDmarc(record) }, [`${found.name} TXT ${record}`, ...seen])];
  }
  return [draft('dmarc-none', { domain, name, record: firstRecord(domain) }, seen)];
}

/** RFC 9989 §4.10: of several records none counts; one that does not parse is no record. Looked for at every name of the walk. */
function brokenRecord(facts: Verification): Draft | null {
  const { dmarc } = facts;
  const names = dmarc.walk.length > 0 ? dmarc.walk.map(({ name }) => name) : [`_dmarc.${dmarc.domain ?? ''}`];
  for (const name of names) {
    const domain = name.replace(/^_dmarc\./, '');
    const records = (texts(facts, name) ?? []).filter(looksLikeDmarc);
    const sound = records.filter(isDmarc);
    if (sound.length > 1)
      return draft(
        'dmarc-several',
        { domain, name, count: sound.length },
        sound.map((record) => `${name} TXT ${record}`),
      );
    const record = sound[0] ?? records[0];
    if (record === undefined) continue;
    const fault = dmarcFault(record);
    if (fault === null) return null;
    const values = {
      tag: fault.tag,
      found: fault.found === '' ? null : fault.found,
      beginning: fault.tag === 'v' ? fault.found : null,
      twice: fault.found === 'twice' ? fault.tag : null,
    };
    return draft('dmarc-syntax', { domain, name, ...values, record: repairedDmarc(record) }, [`${name} TXT ${record}`]);
  }
  return null;
}
