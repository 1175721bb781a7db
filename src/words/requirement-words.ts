// The words of what large receivers ask, and of the five criteria: a few words an item, for lists.
import type {
  Criterion,
  Item,
  Receiver,
  Requirement,
} from '../diagnose/requirements/requirement.ts';
import type { Language } from '../message/requested-reply.ts';
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

/** What is missing, and only that: of "SPF and DKIM" the one that did not pass, by the results in the evidence. */
export function itemTitle(
  { item, status, evidence }: Pick<Requirement, 'item' | 'status' | 'evidence'>,
  language: Language,
): string {
  const { items, criteria } = requirementWords(language);
  if (item !== 'spf-and-dkim' || status !== 'unmet') return items[item];
  const lacks = (method: 'spf' | 'dkim'): boolean =>
    !new RegExp(`(?:^|\\s)${method}=(?:pass|temperror|unchecked)\\b`).test(evidence);
  if (lacks('spf') === lacks('dkim')) return items[item];
  return lacks('spf') ? criteria.spf : criteria.dkim;
}

/** A report of an older version may know items that are gone. */
export function isItem(text: string): text is Item {
  return Object.hasOwn(en.items, text);
}

export function requirementWords(language: Language): RequirementWords {
  return language === 'id' ? id : en;
}
