// A report that may be shown to strangers: no mail address, no subject, nothing of the message's text, no id that opens the whole
// one. Domains, records and network addresses stay, since they are what is judged. Works on the facts, so every form is redacted.
import { isFindingCode } from '../diagnose/catalog.ts';
import type { FindingReport, Language, Report } from '../report/report.ts';
import { words } from '../report/words/words.ts';
import type { Forensics, SpfCheck, SpfNode } from '../verify/verification.ts';

const HIDDEN = '…';
/** A mailbox in any text: a local part, quoted or not, before a domain. */
const MAILBOX = /(?:"(?:[^"\\\r\n]|\\[^\r\n]){1,64}"|[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64})@(?=[\p{L}\p{N}[])/gu;
/** What stands before a mailbox in Authentication-Results; a local part may hold the same, and is hidden behind it. */
const PROPERTY = /^(?:smtp\.mailfrom|header\.(?:i|from)|envelope-from|rua|ruf|i)=/;
/** The local part or the whole sender in a macro (RFC 7208 §7.2): what it became names a mailbox. */
const SENDER_MACRO = /%\{[sl]/i;

export interface Share {
  id: string;
  link: string;
}

export function redact(report: Report, { id, link }: Share): Report {
  const { message, dkim, spf, findings, language } = report;
  const hidden = deep(
    {
      ...report,
      message: { ...message, from: message.from === null ? null : authorOf(message.from), subject: null, messageId: null, excerpt: '' },
      spf: { mailFrom: { ...spf.mailFrom, explanation: null }, helo: { ...spf.helo, explanation: null } },
      dkim: dkim.map((check) => ({ ...check, field: '', canonicalHeader: null, forensics: withoutText(check.forensics) })),
      findings: findings.map((finding) => redactedFinding(finding, language)),
    },
    hider(report),
  );
  return { ...hidden, id, service: { ...hidden.service, link } };
}

/** What was changed is told by its kind; the detail is the message's own text. */
function withoutText(forensics: Forensics | null): Forensics | null {
  if (forensics === null) return null;
  return { ...forensics, changes: forensics.changes.map((change) => ({ ...change, detail: '' })), suspects: forensics.suspects.map((suspect) => ({ ...suspect, evidence: '' })) };
}

/** Values of these names are text of the message, not of a record or a network. */
const TEXT_VALUES: ReadonlySet<string> = new Set(['detail', 'from', 'first', 'id', 'found', 'value', 'subject', 'text']);

/** Evidence of these is the message's own text. */
function tellsText({ method, code }: FindingReport): boolean {
  return method === 'message' || code.startsWith('dkim-body-') || code.startsWith('dkim-header-') || code === 'dkim-changed-by-filter';
}

function redactedFinding(finding: FindingReport, language: Language): FindingReport {
  if (!tellsText(finding)) return finding;
  const { code, values } = finding;
  if (values === undefined || !isFindingCode(code)) return { ...finding, title: code, why: '', fix: '', evidence: [] };
  const kept = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, TEXT_VALUES.has(name) && value !== '' ? HIDDEN : value]));
  return { ...finding, ...words({ code, values: kept }, language), values: kept, evidence: [] };
}

/** In a From field only the domains are judged. */
function authorOf(from: string): string {
  const domains = [...from.matchAll(/@([^\s>,;"()<]{1,255})/g)].map(([, domain]) => `${HIDDEN}@${domain}`);
  return domains.length === 0 ? HIDDEN : [...new Set(domains)].join(', ');
}

/** What hides in one string everything that must not be seen. */
function hider(report: Report): (text: string) => string {
  const secrets = [report.message.subject ?? '', report.message.messageId ?? '', ...macroTargets(report)].filter((text) => text.length > 2).toSorted((a, b) => b.length - a.length);
  return (text) => {
    let shown = text;
    for (const secret of secrets) shown = shown.replaceAll(secret, HIDDEN);
    return shown.replace(MAILBOX, (mailbox) => `${PROPERTY.exec(mailbox)?.[0] ?? ''}${HIDDEN}@`);
  };
}

/** Names that macros made of the sender's local part; they were asked in DNS. */
function macroTargets({ spf }: Report): string[] {
  const targets: string[] = [];
  const look = (node: SpfNode): void => {
    for (const term of node.terms) {
      if (SENDER_MACRO.test(term.text) && term.target !== null) targets.push(term.target);
      if (term.record !== null) look(term.record);
    }
  };
  for (const { tree } of [spf.mailFrom, spf.helo] satisfies SpfCheck[]) if (tree !== null) look(tree);
  return targets;
}

function deep<T>(value: T, hide: (text: string) => string): T {
  if (typeof value === 'string') return hide(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => deep(item, hide)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deep(item, hide)])) as T;
}
