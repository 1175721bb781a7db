// Five criteria by which a mail server is taken for one: a static address, not on a blocklist, reverse DNS, SPF, DKIM. One summary,
// because they are what people check by hand, and each is as good as the weakest.
import type { Verification } from '../../verify/verification.ts';
import { dynamicName } from '../connection/ptr.ts';
import { dkimAnswer, spfAnswer, type Answer } from '../verdict.ts';
import type { CriterionResult, Status } from './requirement.ts';

export function criteria(facts: Verification): CriterionResult[] {
  const { iprev, spf, dkim, envelope } = facts;
  const name = dynamicName(facts);
  return [
    // A name that looks like one of a pool gives an address away; without any name nothing is known.
    {
      criterion: 'static-address',
      status: name !== null ? 'unmet' : iprev.result === 'pass' ? 'met' : 'unknown',
      evidence: name ?? iprev.name ?? envelope.clientIp,
    },
    blocklisted(facts),
    {
      criterion: 'reverse-dns',
      status:
        iprev.result === 'pass'
          ? 'met'
          : iprev.result === 'temperror' || iprev.result === 'none'
            ? 'unknown'
            : 'unmet',
      evidence: iprev.reason,
    },
    {
      criterion: 'spf',
      status: statusOf(spfAnswer(facts)),
      evidence: `${spf.mailFrom.result} ${spf.mailFrom.domain}`,
    },
    {
      criterion: 'dkim',
      status: statusOf(dkimAnswer(facts)),
      evidence:
        dkim.length === 0
          ? 'none'
          : dkim.map(({ result, domain }) => `${result} ${domain}`).join(', '),
    },
  ];
}

/** Lists that refused or did not answer leave the question open. */
function blocklisted({ dnsbl }: Verification): CriterionResult {
  const on = dnsbl.filter(({ listed }) => listed === true).map(({ zone }) => zone);
  const off = dnsbl.filter(({ listed }) => listed === false).map(({ zone }) => zone);
  const criterion = 'not-blocklisted';
  if (on.length > 0) return { criterion, status: 'unmet', evidence: on.join(', ') };
  if (off.length > 0) return { criterion, status: 'met', evidence: off.join(', ') };
  return {
    criterion,
    status: 'unknown',
    evidence:
      dnsbl.length === 0
        ? 'not run'
        : dnsbl.map(({ zone, reason }) => `${zone}: ${reason}`).join('; '),
  };
}

function statusOf(answer: Answer): Status {
  return answer === 'yes' ? 'met' : answer === 'no' ? 'unmet' : 'unknown';
}
