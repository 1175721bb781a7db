// Marks on the message that concern us: automatic mail (RFC 3834), and results that claim to be ours (RFC 8601 §5).
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { fieldsOf } from './fields.ts';

export function marksRule(facts: Verification): Draft[] {
  const drafts: Draft[] = [];
  const auto = fieldsOf(facts, 'auto-submitted')[0]?.value ?? null;
  if (auto !== null && !/^\s*no\b/i.test(auto))
    drafts.push(draft('message-auto-submitted', { value: auto }, [`Auto-Submitted: ${auto}`]));
  const ours = facts.host.toLowerCase();
  const forged = fieldsOf(facts, 'authentication-results').find(
    ({ value }) => /^[^;\s]*/.exec(value.trim())?.[0].toLowerCase() === ours,
  );
  if (forged !== undefined)
    drafts.push(
      draft('message-forged-results', { host: facts.host }, [
        `${forged.name}: ${forged.value.slice(0, 200)}`,
      ]),
    );
  return drafts;
}
