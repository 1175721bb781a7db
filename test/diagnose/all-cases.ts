// All cases of all codes in one table.
import type { MailCode } from '../../src/diagnose/catalog.ts';
import { arcCases } from './cases/arc.ts';
import { bimiCases } from './cases/bimi.ts';
import type { Cases } from './cases/case.ts';
import { connectionCases } from './cases/connection.ts';
import { dkimChangesCases } from './cases/dkim-changes.ts';
import { dkimCases } from './cases/dkim.ts';
import { dmarcCases } from './cases/dmarc.ts';
import { domainCases } from './cases/domain.ts';
import { messageCases } from './cases/message.ts';
import { spfCases } from './cases/spf.ts';

export const CASES: Cases<MailCode> = {
  ...connectionCases,
  ...spfCases,
  ...dkimCases,
  ...dkimChangesCases,
  ...dmarcCases,
  ...arcCases,
  ...bimiCases,
  ...domainCases,
  ...messageCases,
};
