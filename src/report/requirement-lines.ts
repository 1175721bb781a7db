// The block of the text report that answers "is that enough?": the five criteria in one line, and what each large receiver misses.
// Receivers that miss the same share a line; what is unknown is no complaint.
import type { Report, RequirementReport } from './report.ts';
import { requirementWords } from '../words/requirement-words.ts';
import { wrap } from './wrap.ts';

export function requirementLines({
  requirements,
  criteria,
  language,
}: Pick<Report, 'requirements' | 'criteria' | 'language'>): string[] {
  const words = requirementWords(language);
  const basics = criteria
    .map(({ title, status }) => `${title}: ${words.status[status]}`)
    .join('; ');
  const lines = criteria.length === 0 ? [] : wrap(`${words.basics} ${basics}.`, { rest: '   ' });
  const groups = new Map<string, RequirementReport['receiver'][]>();
  for (const receiver of new Set(requirements.map((one) => one.receiver))) {
    const key = JSON.stringify(lists(requirements.filter((one) => one.receiver === receiver)));
    groups.set(key, [...(groups.get(key) ?? []), receiver]);
  }
  for (const [key, receivers] of groups) {
    const [all = '', bulk = '', open = ''] = JSON.parse(key) as string[];
    const names = receivers.map((receiver) => words.receivers[receiver]).join(', ');
    const line =
      all + bulk !== ''
        ? words.missing(names, all, bulk)
        : open === ''
          ? words.allMet(names)
          : words.open(names);
    lines.push(...wrap(line, { rest: '   ' }));
  }
  return lines.length === 0 ? [] : ['', ...lines];
}

/** What most messages say nothing about, however good they are. */
const SILENT = new Set(['one-click-unsubscribe', 'arc']);

/** What is missing for everybody, what from many mails a day on, what could not be checked. */
function lists(items: readonly RequirementReport[]): [string, string, string] {
  const named = (wanted: (one: RequirementReport) => boolean): string =>
    items
      .filter(wanted)
      .map(({ title }) => title)
      .join(', ');
  return [
    named(({ status, applies }) => status === 'unmet' && applies === 'all'),
    named(({ status, applies }) => status === 'unmet' && applies === 'bulk'),
    // That something is open is enough.
    items.some(({ status, item }) => status === 'unknown' && !SILENT.has(item)) ? 'open' : '',
  ];
}
