// The words of what large receivers ask, and of the five criteria: a few words an item, for lists.
import type { Criterion, Item, Receiver, Requirement } from '../../diagnose/requirements/requirement.ts';
import type { Language } from '../report.ts';
import { requirements as en } from './en/requirements.ts';
import { requirements as id } from './id/requirements.ts';

export interface RequirementWords {
  items: Readonly<Record<Item, string>>;
  criteria: Readonly<Record<Criterion, string>>;
  receivers: Readonly<Record<Receiver, string>>;
  /** Before the list of criteria. */
  basics: string;
  status: Readonly<Record<'met' | 'unmet' | 'unknown', string>>;
  /** Before the receivers that have nothing to complain about. */
  allMet: (receivers: string) => string;
  /** Nothing is missing, but something could not be checked. */
  open: (receivers: string) => string;
  /** What is missing for everybody, and for who sends much; '' for nothing. */
  missing: (receivers: string, all: string, bulk: string) => string;
}

/** What is missing, and only that: of "SPF and DKIM" the one that did not pass. */
export function itemTitle({ item, lacks }: Pick<Requirement, 'item' | 'lacks'>, language: Language): string {
  const { items, criteria } = requirementWords(language);
  const [missing] = lacks;
  return item === 'spf-and-dkim' && missing !== undefined && lacks.length === 1 ? criteria[missing] : items[item];
}

export function requirementWords(language: Language): RequirementWords {
  return language === 'id' ? id : en;
}
