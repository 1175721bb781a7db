// A finding of a shared report: its words made anew of its code and of the values that may be shown, each by its name and its grammar.
// Evidence is left out: it quotes the message. A value of another name is hidden until it is listed here.
import { isFindingCode } from '../diagnose/catalog.ts';
import type { Language } from '../message/requested-reply.ts';
import type { FindingReport, RecordReport } from '../report/report.ts';
import { words } from '../words/words.ts';
import { addressOf, HIDDEN, type SharedNames } from './shared-names.ts';
import { fieldName, published, wordOf } from './shared-text.ts';

type Show = (value: string, names: SharedNames) => string | null;

const matching =
  (grammar: RegExp): Show =>
  (value) =>
    grammar.test(value) ? value : null;
const NUMBER = matching(/^-?\d{1,9}(?:\.\d{1,3})?$/);
const TIME = matching(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z| UTC)?$/);
const CODE = matching(/^[a-z]{2,10}(?:-[a-z0-9]{1,20}){0,6}$/);
const NAME: Show = (value, names) => names.name(value);
const ADDRESS: Show = (value) => addressOf(value);
const LIST =
  (show: Show): Show =>
  (value, names) => {
    const all = value.split(/,\s*|\s+/).map((one) => show(one, names));
    return all.every((one) => one !== null) ? all.join(', ') : null;
  };
const EITHER =
  (...shows: Show[]): Show =>
  (value, names) =>
    shows.map((show) => show(value, names)).find((shown) => shown !== null) ?? null;
/** A whole record as it is published, or as it is to be published: without a mailbox, since half a record is none. */
const RECORD: Show = (value) =>
  /^(?:v|k|p)\s*=/i.test(value) && published(value) === value ? value : null;
/** A term of a record: as published, macros unexpanded. */
const TERM = matching(
  /^[+?~-]?[a-z0-9][a-z0-9._-]{0,30}(?:[:=/](?:[a-z0-9._:/{}%+-]|%\{){0,255})?(?: \(\d+\))?$/i,
);
const FIELDS = LIST((value) => (fieldName(value) === HIDDEN ? null : value));
const SERVICE = matching(/^[A-Z][A-Za-z0-9 ]{1,30}$/);

const VALUES: ReadonlyMap<string, Show> = new Map<string, Show>([
  ...each(
    NAME,
    'domain name foreign helo host author owner sealer target via list organization zone unsigned alias good meant origin tenant forwarder signer stranger registry site nobody certain passed',
  ),
  ...each(EITHER(NAME, ADDRESS), 'provider elsewhere whole hosts'),
  ...each(LIST(EITHER(NAME, ADDRESS)), 'names addresses zones'),
  ...each(ADDRESS, 'ip address dynamic'),
  ...each(
    NUMBER,
    'count limit bits position cost length octets total instance sets beyond evaluated score required lines preference kilobytes keyBits signedBits exponent size times late ahead hours trailing',
  ),
  ...each(TIME, 'received expired now'),
  ...each(EITHER(NUMBER, TIME), 'signed'),
  ...each(RECORD, 'record'),
  ...each(EITHER(NAME, RECORD), 'found'),
  ...each(TERM, 'term mechanism all policy asks mode lost dearest twice'),
  ...each(LIST(TERM), 'terms removable'),
  ...each(CODE, 'again cause'),
  ...each(FIELDS, 'fields field absent second cased listed reordered partField'),
  ...each(
    SERVICE,
    'service google microsoft software amavis engine cpanel plesk zimbra exim rspamd',
  ),
  ...each(matching(/^(?:7bit|8bit|binary|quoted-printable|base64)$/i), 'was became'),
  ...each(matching(/^(?:simple|relaxed)\/(?:simple|relaxed)$/), 'simple canonicalization'),
  ...each(matching(/^(?:rsa|ed25519)(?:-sha(?:1|256))?$/i), 'algorithm'),
  ...each(matching(/^(?:A|AAAA|MX|TXT|CNAME|PTR|TLSA|NS|rsa|ed25519)$/i), 'type'),
  ...each(
    matching(/^(?:NXDOMAIN|NOERROR|SERVFAIL|REFUSED|TIMEOUT|BUDGET|BADNAME)$/),
    'status nxdomain ours',
  ),
  ...each(matching(/^TLSv1(?:\.\d)?$|^SSLv\d$/), 'version'),
  ...each(matching(/^[A-Z0-9_-]{4,60}$/), 'cipher'),
  ...each(
    matching(/^(?:header|body|b=|bh=|multipart|yes|-all|~all|\?all|\+all|SPF|DKIM|SPF \+ DKIM)$/),
    'intact value bh wrapped verified by testing nothing',
  ),
  ...each(matching(/^(?:\[EXTERNAL\]|CAUTION|Virus-free|Safe Links|URL Defense)$/), 'receiver'),
  ...each(matching(/^[a-z0-9_](?:[a-z0-9_.-]{0,61}[a-z0-9_])?$/i), 'selector goodSelector rsa'),
]);

function each(show: Show, names: string): [string, Show][] {
  return names.split(' ').map((name) => [name, show]);
}

export function sharedFinding(
  finding: FindingReport,
  names: SharedNames,
  language: Language,
): FindingReport {
  const { code, severity, method, citation, values, records = [] } = finding;
  // Of another version, or kept without its values: its words may hold anything.
  if (!isFindingCode(code) || values === undefined) {
    return {
      code: wordOf(code, /^[a-z0-9-]{1,60}$/),
      severity,
      method: wordOf(method, /^[a-z]{2,10}$/),
      citation: '',
      title: wordOf(code, /^[a-z0-9-]{1,60}$/),
      why: '',
      evidence: [],
      fix: '',
      records: [],
    };
  }
  const shown = sharedValues(values, names);
  const { title, why, fix } = words({ code, values: shown }, language);
  // Our own words have addresses as examples; they are masked like all others.
  return {
    code,
    severity,
    method,
    citation: published(citation),
    title: published(title),
    why: published(why),
    fix: published(fix),
    evidence: [],
    records: records.flatMap((one) => sharedRecord(one, names)),
    values: shown,
  };
}

/** A value that is hidden keeps its place: it chose the words that fit. */
function sharedValues(
  values: Readonly<Record<string, string>>,
  names: SharedNames,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === '' ? '' : (VALUES.get(name)?.(value, names) ?? HIDDEN),
    ]),
  );
}

function sharedRecord(
  { action, name, type, value, replaces, ttl }: RecordReport,
  names: SharedNames,
): RecordReport[] {
  const place = names.name(name);
  if (place === null || published(value) !== value) return [];
  return [
    {
      action,
      name: place,
      type: wordOf(type, /^[A-Z0-9]{1,10}$/),
      value,
      ...(replaces === undefined ? {} : { replaces: published(replaces) }),
      ...(ttl === undefined ? {} : { ttl }),
    },
  ];
}
