// The block of the text report that answers "is that enough?": the five criteria in one line, and what each large receiver misses.
// Receivers that miss the same share a line; what is unknown is no complaint.
import type { Report, RequirementReport } from './report.ts';
import { requirementWords } from './words/requirements.ts';
import { wrap } from './wrap.ts';

export function requirementLines({ requirements, criteria, language }: Pick<Report, 'requirements' | 'criteria' | 'language'>): string[] {
  const words = requirementWords(language);
  const basics = criteria.map(({ title, status }) => `${title}: ${words.status[status]}`).join('; ');
  const lines = criteria.length === 0 ? [] : wrap(`${words.basics} ${basics}.`, { rest: '   ' });
  const groups = new Map<string, RequirementReport['receiver'][]>();
  for (const receiver of new Set(requirements.map((one) => one.receiver))) {
    const missing = (applies: RequirementReport['applies']): string[] => requirements.filter((one) => one.receiver === receiver && one.applies === applies && one.status === 'unmet').map(({ title }) => title);
    const key = JSON.stringify([missing('all'), missing('bulk')]);
    groups.set(key, [...(groups.get(key) ?? []), receiver]);
  }
  for (const [key, receivers] of groups) {
    const [all = [], bulk = []] = JSON.parse(key) as string[][];
    const names = receivers.map((receiver) => words.receivers[receiver]).join(', ');
    lines.push(...wrap(all.length + bulk.length === 0 ? words.allMet(names) : words.missing(names, all.join(', '), bulk.join(', ')), { rest: '   ' }));
  }
  return lines.length === 0 ? [] : ['', ...lines];
}
