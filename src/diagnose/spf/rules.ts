// The rules of SPF.
import type { Rule } from '../draft.ts';
import { forwardedRule } from './forwarded.ts';
import { identityRule } from './identity.ts';
import { includeRule } from './include.ts';
import { limitsRule } from './lookup-limits.ts';
import { missingRule } from './missing.ts';
import { resultRule } from './result.ts';
import { styleRule } from './style.ts';
import { syntaxRule } from './syntax.ts';

export const spfRules: readonly Rule[] = [
  missingRule,
  syntaxRule,
  includeRule,
  limitsRule,
  forwardedRule,
  resultRule,
  styleRule,
  identityRule,
];
