// The DNS of the demonstration: a few invented companies under example (RFC 2606), each with one thing right or wrong.

export interface DemoKeys {
  /** Base64 of the DER public key, as p= has it. */
  rsa2048: string;
  rsa1024: string;
}

const strings = (text: string): string =>
  (text.match(/.{1,250}/g) ?? []).map((part) => `"${part}"`).join(' ');

const sender = (
  domain: string,
  ip: string,
  spf: string,
  dmarc = 'v=DMARC1; p=none; rua=mailto:dmarc@' + domain,
): string => `
${domain}. 300 MX 10 mail.${domain}.
${domain}. 300 A ${ip}
mail.${domain}. 300 A ${ip}
${ip.split('.').toReversed().join('.')}.in-addr.arpa. 300 PTR mail.${domain}.
${domain}. 300 TXT "${spf}"
mail.${domain}. 300 TXT "v=spf1 a -all"
_dmarc.${domain}. 300 TXT "${dmarc}"
`;

export function demoZone({ rsa2048, rsa1024 }: DemoKeys): string {
  const key = strings(`v=DKIM1; k=rsa; p=${rsa2048}`);
  return [
    sender(
      'good.example',
      '192.0.2.10',
      'v=spf1 mx -all',
      'v=DMARC1; p=reject; rua=mailto:dmarc@good.example',
    ),
    `mail2026._domainkey.good.example. 300 TXT ${key}`,
    // Situation 1: the included name is a mail host and has no SPF record.
    sender('include.example', '192.0.2.20', 'v=spf1 include:mx1.include.example ~all'),
    `mx1.include.example. 300 A 192.0.2.20`,
    `mail2026._domainkey.include.example. 300 TXT ${key}`,
    // Situation 2: a valid key with obsolete tags, 1024 bit.
    sender('oldkey.example', '192.0.2.30', 'v=spf1 mx -all'),
    `selector._domainkey.oldkey.example. 300 TXT ${strings(`v=DKIM1; r=postmaster; g=*; k=rsa; p=${rsa1024}`)}`,
    // Situation 3: the key stands under the name of the mail host.
    sender('campus.example', '192.0.2.40', 'v=spf1 mx -all'),
    `selector._domainkey.mail.campus.example. 300 TXT ${key}`,
    // Situation 4: the key was pasted with quotes, brackets and spaces.
    sender('pasted.example', '192.0.2.50', 'v=spf1 mx -all'),
    `selector._domainkey.pasted.example. 300 TXT ${strings(`v=DKIM1; k=rsa; p=(\\"${rsa2048.slice(0, 60)}\\" ${rsa2048.slice(60)})`)}`,
    // Situation 5: signed, then changed on the way out.
    sender('scanner.example', '192.0.2.60', 'v=spf1 mx -all'),
    `mail2026._domainkey.scanner.example. 300 TXT ${key}`,
    // Situation 6: nothing signs.
    sender('unsigned.example', '192.0.2.70', 'v=spf1 mx ~all'),
    // Situation 7: a dynamic address with a generic name, not in the SPF record, and a policy that asks for refusal.
    `dialup.example. 300 MX 10 mail.dialup.example.
dialup.example. 300 A 192.0.2.80
mail.dialup.example. 300 A 192.0.2.80
dialup.example. 300 TXT "v=spf1 ip4:192.0.2.80 -all"
_dmarc.dialup.example. 300 TXT "v=DMARC1; p=reject"`,
    // The service itself.
    `test.example. 300 MX 10 test.example.\ntest.example. 300 A 192.0.2.1\ntest.example. 300 TXT "v=spf1 a -all"`,
  ].join('\n');
}
