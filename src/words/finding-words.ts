// The shape of a language's catalog: for every finding code what is wrong, why it matters and what to do, as templates.
// `{name}` stands for a value of the finding. A list holds alternatives: the first one whose values are all there is taken, so the last
// must get by with values that are always there. Records and settings to copy stand in double quotes.
import type { FindingCode } from '../diagnose/catalog.ts';

export type Text = string | readonly [string, ...string[]];

export interface FindingWords {
  title: Text;
  why: Text;
  /** One imperative sentence; '' only for severity ok. */
  fix: Text;
}

export type WordCatalog = Readonly<Record<FindingCode, FindingWords>>;

/** Words for the same findings where a record was looked at alone and there is no mail to speak of. */
export type WithoutMail = Readonly<Partial<Record<FindingCode, FindingWords>>>;
