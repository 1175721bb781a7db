// No usable record at the domain: none at all (RFC 7208 §4.5), several, one that stands where or how no receiver reads it; or no such domain.
import { VERSION } from '../../verify/spf/parse-record.ts';
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { answers, readable, texts } from '../evidence.ts';
import { dynamicName } from '../connection/ptr.ts';
import { isAbsent } from './afford.ts';
import { finalRecord } from './final-record.ts';
import { missingRecord } from './source.ts';
import { draftWithRecord } from './with-final.ts';

export function missingRule(facts: Verification): Draft[] {
  const { result, domain, tree } = facts.spf.mailFrom;
  if (tree?.status === 'several') {
    const records = (texts(facts, domain) ?? []).filter((text) => VERSION.test(text));
    return [
      draftWithRecord(
        'spf-several',
        finalRecord(facts),
        { domain, count: records.length || null },
        records.map((text) => `${domain} TXT ${readable(text)}`),
      ),
    ];
  }
  if (result !== 'none' || (tree !== null && tree.status !== 'none')) return [];
  return withoutRecord(facts, domain);
}

function withoutRecord(facts: Verification, domain: string): Draft[] {
  const { clientIp: ip, mailFrom } = facts.envelope;
  // An address literal in HELO can have no record, and is a finding of its own (RFC 5321 §4.1.3).
  if (domain.startsWith('[')) return [];
  const helo = mailFrom === '' && ip !== '' ? domain : null;
  if (isAbsent(facts, domain))
    return [
      draft('spf-domain-absent', { domain, helo, local: isLocalName(domain) ? domain : null }, [
        `${domain} TXT: NXDOMAIN`,
      ]),
    ];
  const final = finalRecord(facts);
  const common = { domain, ip, helo };
  const missing = missingRecord(facts, domain);
  const found = readable(missing.text ?? '');
  switch (missing.kind) {
    case 'version':
      return [
        draftWithRecord(
          'spf-version-syntax',
          final,
          { ...common, found, quotes: /^\s*([^\sv(])/i.exec(found)?.[1] },
          [`${domain} TXT ${found}`],
        ),
      ];
    case 'sender-id':
      return [
        draftWithRecord('spf-sender-id-only', final, { ...common, found }, [
          `${domain} TXT ${found}`,
        ]),
      ];
    case 'type-99':
      return [draftWithRecord('spf-type99-only', final, common, [`${domain} SPF ${found}`])];
    case 'elsewhere':
      return [
        draftWithRecord('spf-wrong-name', final, { ...common, found: missing.name }, [
          `${missing.name} TXT ${found}`,
          `${domain} TXT: no SPF record`,
        ]),
      ];
    default: {
      const [alias] = answers(facts, domain, 'CNAME') ?? [];
      const dynamic = dynamicName(facts) === null ? null : ip;
      return [
        draftWithRecord(
          'spf-none',
          final,
          { ...common, alias, dynamic, user: systemUser(mailFrom) },
          [`${domain} TXT: no SPF record`, alias === undefined ? null : `${domain} CNAME ${alias}`],
        ),
      ];
    }
  }
}

/** What a program puts behind the @ when nobody has told it the domain. */
function isLocalName(domain: string): boolean {
  return /(?:^|\.)(?:localhost|localdomain|local|lan|internal|home|example)$/i.test(domain);
}

/** Programs that nobody has told a sender use the name of the user that they run as. */
function systemUser(mailFrom: string): string | null {
  const [local = ''] = mailFrom.split('@');
  return /^(?:www-data|www|apache|httpd|nginx|nobody|root|daemon|cron|anonymous)$/i.test(local)
    ? local
    : null;
}
