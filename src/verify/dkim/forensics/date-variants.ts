// The Date field (RFC 5322 §3.3) in the forms that programs write: the same moment in another zone or spelling, or, where a relay put
// its own clock there, a moment shortly before the signature's t=. Not known here: other fields.
import { fieldParts, trimmed, unfolded, type FieldVariant } from './header-edit.ts';

const DATE =
  /^(?:([A-Za-z]{3,9}),?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3,9})[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Za-z]{1,5})?\s*(\([^()]*\))?$/;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NAMES: Record<string, number> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  WIB: 420,
  WITA: 480,
  WIT: 540,
  JST: 540,
  IST: 330,
  BST: 60,
};
/** Minutes east of Greenwich. */
const ZONES = [
  0, 420, 480, 540, 60, 120, -300, -240, -360, -480, -420, 330, 180, 345, 600, 660, 720, 570, 630,
  240, 300, 360, 390, -180, -210, -600, -120, -60, 780, 210, 270, 765, 840, -540, -660, -720, 525,
];
/** Seconds before t= in which a message is written. */
const BEFORE = 400;

interface Moment {
  /** Seconds since the epoch. */
  seconds: number;
  zone: number;
}

export function* dateVariants(
  line: string,
  signedAt: number | null,
  thorough: boolean,
): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  const value = trimmed(unfolded(rest));
  const made = (changed: string, rank: number): FieldVariant => ({
    line: `${name}: ${changed}`,
    rank,
  });
  const moment = readDate(value);
  if (moment !== null) {
    for (const [form, rank] of spellings(moment)) yield made(form, rank);
    for (const [zoneName, zone] of Object.entries(NAMES))
      if (zone === moment.zone)
        for (const [form] of spellings(moment, false))
          yield made(form.replace(/[+-]\d{4}$/, zoneName), zoneName === 'GMT' ? 0.5 : 2);
    if (moment.zone === 0)
      for (const [form] of spellings(moment, false)) yield made(form.replace('+0000', '-0000'), 1);
    for (const [at, zone] of ZONES.entries())
      if (zone !== moment.zone)
        for (const [form, rank] of spellings({ ...moment, zone }, thorough))
          yield made(form, (at < 6 ? 0.7 : 3) + rank);
    yield made(value.replace(/\s*\([^()]*\)$/, ''), 0);
  }
  const bare = value.replace(/\s*\([^()]*\)$/, '');
  for (const comment of COMMENTS) yield made(`${bare} ${comment}`, 3);
  if (!thorough) return;
  // The same clock with another zone.
  if (moment !== null)
    for (const zone of ZONES)
      if (zone !== moment.zone)
        for (const [form, rank] of spellings(
          { seconds: moment.seconds + (moment.zone - zone) * 60, zone },
          false,
        ))
          yield made(form, 4 + rank);
  if (signedAt === null) return;
  const near = new Set([moment?.zone ?? 0, 0, 420, -300, -480, 60, 120]);
  for (let ago = 0; ago <= BEFORE; ago++) {
    for (const zone of near)
      if (ago < 250 || zone === moment?.zone)
        for (const [form, rank] of spellings({ seconds: signedAt - ago, zone }, false))
          yield made(form, (zone === moment?.zone ? 4 : 6) + rank + Math.floor(ago / 60));
  }
}

const COMMENTS = [
  '(UTC)',
  '(GMT)',
  '(WIB)',
  '(CET)',
  '(CEST)',
  '(EST)',
  '(EDT)',
  '(PST)',
  '(PDT)',
  '(WITA)',
  '(WIT)',
  '(Coordinated Universal Time)',
  '(Western Indonesia Time)',
];

function readDate(value: string): Moment | null {
  const match = DATE.exec(value);
  if (match === null) return null;
  const [
    ,
    ,
    day = '',
    monthName = '',
    yearText = '',
    hour = '',
    minute = '',
    second = '0',
    zoneText = '+0000',
  ] = match;
  const month = MONTHS.findIndex((name) => monthName.toLowerCase().startsWith(name.toLowerCase()));
  const year =
    yearText.length < 4
      ? Number(yearText) + (Number(yearText) < 50 ? 2000 : 1900)
      : Number(yearText);
  const zone = /^[+-]/.test(zoneText)
    ? (zoneText.startsWith('-') ? -1 : 1) *
      (Number(zoneText.slice(1, 3)) * 60 + Number(zoneText.slice(3)))
    : (NAMES[zoneText.toUpperCase()] ?? 0);
  const milliseconds =
    month < 0
      ? NaN
      : Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second));
  return Number.isFinite(milliseconds) ? { seconds: milliseconds / 1000 - zone * 60, zone } : null;
}

/** Usual spellings of a moment; without `all` those of nearly every program. */
function* spellings(
  { seconds, zone }: Moment,
  all = true,
): Generator<[form: string, rank: number]> {
  const local = new Date((seconds + zone * 60) * 1000);
  if (Number.isNaN(local.getTime())) return;
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = local.getUTCDate();
  const month = MONTHS[local.getUTCMonth()] ?? '';
  const weekday = DAYS[local.getUTCDay()] ?? '';
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
  const offset = `${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}${two(Math.abs(zone) % 60)}`;
  const year = local.getUTCFullYear();
  const rest = `${month} ${year} ${time}:${two(local.getUTCSeconds())} ${offset}`;
  yield [`${weekday}, ${day} ${rest}`, 0];
  if (day < 10) yield [`${weekday}, ${two(day)} ${rest}`, 0];
  if (!all) return;
  yield [`${day} ${rest}`, 1];
  if (day < 10) yield [`${two(day)} ${rest}`, 1];
  if (day < 10) yield [`${weekday},  ${day} ${rest}`, 2];
  yield [`${weekday}, ${two(day)} ${month} ${year} ${time} ${offset}`, 2];
  yield [`${weekday}, ${day} ${month} ${year} ${time} ${offset}`, 2];
  yield [
    `${weekday}, ${two(day)} ${month} ${String(year).slice(2)} ${time}:${two(local.getUTCSeconds())} ${offset}`,
    3,
  ];
  yield [`${weekday} ${two(day)} ${rest}`, 3];
  if (zone === 0)
    for (const name of ['GMT', 'UT', 'UTC', 'Z'])
      yield [
        `${weekday}, ${two(day)} ${month} ${year} ${time}:${two(local.getUTCSeconds())} ${name}`,
        2,
      ];
}
