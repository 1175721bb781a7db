// Things to keep: a test as it is accepted, its report, the reply that is owed.
import type { Report } from '../../src/report/report.ts';
import type { ReceivedMessage } from '../../src/message/received-message.ts';
import type { QueuedReply, TestAddress } from '../../src/store/store.ts';
import { facts, NOW, reportOn } from '../respond/sample.ts';

export { NOW };

export function accepted(id: string, more: Partial<ReceivedMessage> = {}): ReceivedMessage {
  return {
    id,
    receivedAt: NOW,
    envelope: facts().envelope,
    answer: {
      kind: 'test',
      recipient: 'test@mailassay.example',
      language: null,
      json: false,
      brief: false,
      redirectTo: null,
      token: null,
    },
    message: Buffer.from(`Subject: ${id}\r\n\r\nThe body of ${id}.\r\n`),
    ...more,
  };
}

export function reported(id: string): Report {
  return reportOn(facts(), { id });
}

export function owed(testId: string, kind: QueuedReply['kind'] = 'full'): QueuedReply {
  return { testId, kind, to: { local: 'news', domain: 'example.org' } };
}

export function pageTest(id: string, more: Partial<TestAddress> = {}): TestAddress {
  return {
    id,
    token: `token-${id}`,
    secretHash: 'ab'.repeat(32),
    label: 'a label',
    language: null,
    createdAt: NOW,
    expiresAt: NOW + 86_400_000,
    ...more,
  };
}
