// The rules of DMARC.
import type { Rule } from '../draft.ts';
import { alignmentRule } from './alignment.ts';
import { discoveryRule } from './discovery.ts';
import { policyRule } from './policy.ts';

export const dmarcRules: readonly Rule[] = [discoveryRule, alignmentRule, policyRule];
