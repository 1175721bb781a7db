// Whether something that passed speaks for the author domain (RFC 9989 §4.4), and if not, what would.
import type { Verification } from '../../verify/verification.ts';
import { listOf } from '../dkim/changes-side.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { isSameOrganization } from '../sender-host/organization.ts';
import { providerOfDomain } from '../sender-host/providers.ts';
import { senderHost } from '../sender-host/sender-host.ts';
import { alignmentAnswer } from '../verdict.ts';
import { finalDmarc } from './final.ts';
import { isRegistrys } from './published.ts';
import { strictMode } from './strict.ts';

export function alignmentRule(facts: Verification): Draft[] {
  const { dmarc, spf, dkim } = facts;
  const domain = dmarc.domain;
  if (!dmarc.evaluated || domain === null) return [];
  if (dmarc.result === 'pass') return passed(facts, domain);
  if (alignmentAnswer(facts) !== 'no') return [];
  const spfDomain = spf.mailFrom.result === 'pass' ? spf.mailFrom.domain : null;
  const signers = [
    ...new Set(dkim.filter(({ result }) => result === 'pass').map((one) => one.domain)),
  ];
  const seen = [
    `From: ${domain}`,
    spfDomain === null
      ? `SPF ${spf.mailFrom.result}: ${spf.mailFrom.domain}`
      : `SPF pass: ${spfDomain}`,
    ...dkim.map((one) => `DKIM ${one.result}: d=${one.domain}`),
    dmarc.record === null ? null : `${dmarc.policyDomain ?? domain} DMARC ${dmarc.record}`,
  ];
  const asked = { domain, ...policyValues(facts) };
  if (spfDomain === null && signers.length === 0) {
    // Without a policy there is no DMARC to fail, but the author is as unproven.
    const unproven = dmarc.result === 'fail' ? null : domain;
    return [
      draft('dmarc-nothing-passed', { ...asked, unproven, ...nothingPassed(facts, domain) }, seen),
    ];
  }
  const strict = strictMode(facts);
  if (strict !== null) {
    const final = finalDmarc(facts);
    return [
      withRecords(
        draft(
          'dmarc-strict-alignment',
          {
            name: final?.name ?? `_dmarc.${dmarc.policyDomain ?? domain}`,
            record: final?.record,
            ...strict,
            ...asked,
          },
          seen,
        ),
        final?.changes ?? [],
      ),
    ];
  }
  return [
    draft(
      'dmarc-not-aligned',
      {
        ...asked,
        spf: spfDomain,
        dkim: signers.length === 0 ? null : signers.join(', '),
        ...wayOut(facts, domain, spfDomain, signers),
      },
      seen,
    ),
  ];
}

/** RFC 9989 §4.10.1: sp or np for a subdomain, where they are what applies; a registry's policy is not the reader's. */
function policyValues(facts: Verification): Record<string, string | null> {
  const { dmarc } = facts;
  const tag = dmarc.applied ?? 'p';
  const policy = dmarc.policy === null ? null : `${tag}=${dmarc.policy[tag] ?? 'none'}`;
  const asks =
    dmarc.disposition === null || dmarc.disposition === 'none' ? null : dmarc.disposition;
  return { policy, asks, registry: isRegistrys(facts) ? dmarc.policyDomain : null };
}

/** Who sends it decides what can be done: each value is one way, the words take the first that there is. */
function wayOut(
  facts: Verification,
  domain: string,
  spfDomain: string | null,
  signers: string[],
): Record<string, string | null | undefined> {
  const { kind, owner, host, provider: itsProvider } = senderHost(facts);
  const changed = facts.dkim.find((one) => one.result === 'fail' && one.aligned === true);
  const broken = facts.dkim.find((one) => one.result !== 'pass' && one.aligned === true)?.domain;
  // The domain signed it, and a list on the way broke that, or something else is wrong with the signature.
  const list =
    (changed === undefined ? null : listOf(changed, facts)) ?? (kind === 'list' ? owner : null);
  const provider =
    itsProvider ??
    [...signers, spfDomain].map(providerOfDomain).find((one) => one !== null) ??
    null;
  const isForeign = [spfDomain, ...signers].every(
    (one) => one === null || !isSameOrganization(facts, one, domain),
  );
  return {
    list,
    site: kind === 'web-form' ? owner : null,
    broken: list === null ? broken : null,
    ...(provider === null || kind === 'forwarder'
      ? {}
      : {
          provider: provider.name,
          menu: provider.dkim.menu,
          returnPath: spfDomain === null ? null : provider.returnPath,
        }),
    // A host of the reader's signs as another name: its own settings are at fault.
    signer: kind === 'own' && signers.length > 0 ? signers.join(', ') : null,
    stranger: kind === 'unknown' && isForeign ? (host ?? facts.envelope.clientIp) : null,
    service: kind === 'smarthost' || kind === 'forwarder' ? owner : null,
  };
}

/** What has to pass: SPF of a domain that is another organization's never can (RFC 9989 §4.4). */
function nothingPassed(
  facts: Verification,
  domain: string,
): Record<string, string | null | undefined> {
  const { kind, owner } = senderHost(facts);
  const sender = facts.spf.mailFrom.domain;
  return {
    site: kind === 'web-form' ? owner : null,
    list: kind === 'list' ? owner : null,
    other: sender !== '' && !isSameOrganization(facts, sender, domain) ? sender : null,
  };
}

function passed(facts: Verification, domain: string): Draft[] {
  const { dmarc, dkim, spf } = facts;
  const by = [
    ...(spf.mailFrom.result === 'pass' && dmarc.alignment.spf?.aligned === true ? ['SPF'] : []),
    ...(dkim.some(({ result, aligned }) => result === 'pass' && aligned === true) ? ['DKIM'] : []),
  ];
  const drafts = [
    draft('dmarc-pass', { domain, by: by.join(' + '), policy: `p=${dmarc.policy?.p ?? 'none'}` }),
  ];
  // RFC 7960 §2: SPF does not survive forwarding, a signature can. A signature of the domain's own that failed has findings of its own.
  if (
    dkim.length > 0 &&
    !dkim.some(({ result, aligned }) => result === 'pass' || aligned === true)
  ) {
    drafts.push(
      draft(
        'dmarc-spf-only',
        { domain, spf: spf.mailFrom.domain },
        dkim.map((one) => `DKIM ${one.result}: d=${one.domain}`),
      ),
    );
  }
  return drafts;
}
