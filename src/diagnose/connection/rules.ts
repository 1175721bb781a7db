// The rules of the connection.
import type { Rule } from '../draft.ts';
import { blocklistRule } from './blocklists.ts';
import { heloRule } from './helo.ts';
import { ptrRule } from './ptr.ts';
import { tlsRule } from './tls.ts';

export const connectionRules: readonly Rule[] = [ptrRule, blocklistRule, heloRule, tlsRule];
