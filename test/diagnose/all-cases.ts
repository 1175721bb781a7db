// All cases of all codes in one table.
import type { FindingCode } from '../../src/diagnose/catalog.ts';
import { arcCases } from './cases/arc.ts';
import type { Cases } from './cases/case.ts';
import { connectionCases } from './cases/connection.ts';
import { dkimChangesCases } from './cases/dkim-changes.ts';
import { dkimCases } from './cases/dkim.ts';
import { dmarcCases } from './cases/dmarc.ts';
import { messageCases } from './cases/message.ts';
import { spfCases } from './cases/spf.ts';

export const CASES: Cases<FindingCode> = { ...connectionCases, ...spfCases, ...dkimCases, ...dkimChangesCases, ...dmarcCases, ...arcCases, ...messageCases };
