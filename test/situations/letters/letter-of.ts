// A plain letter of any domain and server, and the marks that software leaves.
import { letter, sent, type Letter, type Step } from '../../cases/letter.ts';

export interface Server {
  domain: string;
  host: string;
}

export const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Alice of a domain, handed in at its own server. */
export function letterOf(
  { domain, host }: Server,
  values: Record<string, string | null> = {},
  body?: string,
): Letter {
  const { fields, body: text } = letter(
    {
      From: `Alice <alice@${domain}>`,
      'Message-ID': `<20261124100000.4D2F61C0E3@${host}>`,
      ...values,
    },
    body,
  );
  return {
    fields: fields.map((field) =>
      field.replaceAll('mail.example.org', host).replaceAll('desk.example.org', `desk.${domain}`),
    ),
    body: text,
  };
}

export const signed =
  (start: Letter, ...steps: Step[]) =>
  (): Letter =>
    sent(start, ...steps);

export const AMAVIS = (host: string): string =>
  `Received: from ${host} ([127.0.0.1])\r\n\tby localhost (${host} [127.0.0.1]) (amavis, port 10032)\r\n\twith ESMTP id Qf2bXyJ1cN8k; Tue, 24 Nov 2026 10:00:02 +0000 (UTC)`;

export const BACK = (host: string): string =>
  `Received: from localhost (localhost [127.0.0.1])\r\n\tby ${host} (Postfix) with ESMTP id 7C1A22F0B4\r\n\tfor <test@mailassay.example>; Tue, 24 Nov 2026 10:00:03 +0000 (UTC)`;
