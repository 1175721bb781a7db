// What is known around a key beside the key itself: where else it was looked for, how DNS answered, which service signs.
import type { DkimCheck, MisplacedRecord, Verification } from '../../verify/verification.ts';
import { canonical } from '../evidence.ts';
import { subjectOf } from './subject.ts';
import { signingService, type SigningService } from './signing-service.ts';

export interface KeySurroundings {
  places: readonly MisplacedRecord[];
  /** Tells the findings of one signature from those of another. */
  subject: string;
  /** NXDOMAIN, NODATA, … of the question for the key; null when it was not asked. */
  status: string | null;
  service: SigningService;
  /** The signer, where it is not of the author's organization: what is wrong is for its owner to repair. */
  other: string | null;
}

export function keySurroundings(facts: Verification, signature: DkimCheck): KeySurroundings {
  const { key, aligned, domain } = signature;
  return {
    places: facts.places,
    subject: subjectOf(signature),
    status: lookupStatus(facts, key.name),
    service: signingService(facts),
    other: aligned === false ? domain : null,
  };
}

/** How DNS answered for a key's name. */
export function lookupStatus({ dns }: Pick<Verification, 'dns'>, name: string): string | null {
  return (
    dns.find((question) => question.type === 'TXT' && canonical(question.name) === canonical(name))
      ?.status ?? null
  );
}
