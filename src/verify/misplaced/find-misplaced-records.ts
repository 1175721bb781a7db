// Looks for what is missing where people put it by mistake: at most twelve questions, after the verdict and without influence on it.
// What it means is decided in diagnose.
import type { Resolver } from '../../dns/resolver.ts';
import type { KnownFacts, MisplacedRecord } from '../verification.ts';
import { keyQuestions, namespaceQuestions, selectorQuestions } from './keys.ts';
import { ask, MAX_COUNT, unique } from './question.ts';
import {
  costQuestions,
  dmarcQuestions,
  heloQuestions,
  includeQuestions,
  otherFamily,
  spfQuestions,
} from './records.ts';
import { repairedReportQuestions, reportQuestions } from './reports.ts';

/** Asks, and says for every place what stood there. Never rejects. */
export async function findMisplacedRecords(
  facts: KnownFacts,
  resolver: Resolver,
): Promise<MisplacedRecord[]> {
  const first = unique([
    ...keyQuestions(facts),
    ...namespaceQuestions(facts),
    ...includeQuestions(facts),
    ...spfQuestions(facts),
    ...dmarcQuestions(facts),
    ...heloQuestions(facts),
    ...reportQuestions(facts),
    ...costQuestions(facts),
  ]).slice(0, MAX_COUNT);
  const places = await Promise.all(first.map((question) => ask(question, resolver)));
  const second = unique([
    ...first,
    ...selectorQuestions(facts, places),
    ...otherFamily(places),
    ...(await repairedReportQuestions(facts, places, resolver)),
  ]).slice(first.length, MAX_COUNT);
  return [...places, ...(await Promise.all(second.map((question) => ask(question, resolver))))];
}

/** The same for records alone: SPF and DMARC of a domain, without a message. Never rejects. */
export async function probeRecordPlaces(
  facts: KnownFacts,
  resolver: Resolver,
): Promise<MisplacedRecord[]> {
  const first = unique([
    ...includeQuestions(facts),
    ...spfQuestions(facts),
    ...dmarcQuestions(facts),
    ...reportQuestions(facts),
  ]).slice(0, MAX_COUNT);
  const places = await Promise.all(first.map((question) => ask(question, resolver)));
  const second = unique([
    ...first,
    ...otherFamily(places),
    ...(await repairedReportQuestions(facts, places, resolver)),
  ]).slice(first.length, first.length + MAX_COUNT);
  return [...places, ...(await Promise.all(second.map((question) => ask(question, resolver))))];
}
