// The mails of the demonstration: who sends what from where, and what happens to it on the way.

export interface Sample {
  /** What the reader is told before the answer. */
  story: string;
  domain: string;
  ip: string;
  helo: string;
  /** Null: nothing signs it. */
  signature: { selector: string; key: 'rsa2048' | 'rsa1024' } | null;
  /** What a relay does to the signed message. */
  onTheWay: (message: string) => string;
}

const asItIs = (message: string): string => message;

export const SAMPLES: readonly Sample[] = [
  {
    story: 'A good mail: SPF lists the host, the signature is valid, DMARC is aligned.',
    domain: 'good.example',
    ip: '192.0.2.10',
    helo: 'mail.good.example',
    signature: { selector: 'mail2026', key: 'rsa2048' },
    onTheWay: asItIs,
  },
  {
    story: 'The SPF record includes a mail host that has no SPF record of its own.',
    domain: 'include.example',
    ip: '192.0.2.20',
    helo: 'mail.include.example',
    signature: { selector: 'mail2026', key: 'rsa2048' },
    onTheWay: asItIs,
  },
  {
    story: 'A key from an old guide: 1024 bit, with tags that mean nothing any more.',
    domain: 'oldkey.example',
    ip: '192.0.2.30',
    helo: 'mail.oldkey.example',
    signature: { selector: 'selector', key: 'rsa1024' },
    onTheWay: asItIs,
  },
  {
    story: 'The key is published under the name of the mail host, not of the domain.',
    domain: 'campus.example',
    ip: '192.0.2.40',
    helo: 'mail.campus.example',
    signature: { selector: 'selector', key: 'rsa2048' },
    onTheWay: asItIs,
  },
  {
    story: 'The key was pasted into DNS with its quotes and brackets.',
    domain: 'pasted.example',
    ip: '192.0.2.50',
    helo: 'mail.pasted.example',
    signature: { selector: 'selector', key: 'rsa2048' },
    onTheWay: asItIs,
  },
  {
    story: 'A content scanner adds its footer after the mail was signed.',
    domain: 'scanner.example',
    ip: '192.0.2.60',
    helo: 'mail.scanner.example',
    signature: { selector: 'mail2026', key: 'rsa2048' },
    onTheWay: (message) => `${message}-- \r\nScanned by amavis at mail.scanner.example\r\n`,
  },
  {
    story: 'Nothing signs at all.',
    domain: 'unsigned.example',
    ip: '192.0.2.70',
    helo: 'mail.unsigned.example',
    signature: null,
    onTheWay: asItIs,
  },
  {
    story:
      'From a dynamic address that the domain disowns: refused in the SMTP reply, and nothing is mailed.',
    domain: 'dialup.example',
    ip: '198.51.100.77',
    helo: 'dsl-77.dynamic.isp.example',
    signature: null,
    onTheWay: asItIs,
  },
];

/** The message before signing, CRLF. */
export function sampleMessage({ domain }: Sample, number: number, date: Date): string {
  const lines = [
    `From: Admin <admin@${domain}>`,
    'To: test@test.example',
    'Subject: Is our mail set up right?',
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <demo-${number}@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Dear postmaster,',
    '',
    'this is a test of SPF, DKIM and DMARC.',
    '',
  ];
  return lines.join('\r\n');
}
