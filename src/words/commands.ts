// How to look at what a method is made of with tools that every administrator has; the same in every language.
import type { Method } from '../diagnose/finding.ts';

export const COMMANDS: Readonly<Record<Method, readonly string[]>> = {
  connection: [
    'dig +short -x 192.0.2.25',
    'dig +short mail.example.org A',
    'openssl s_client -starttls smtp -connect mail.example.org:25',
  ],
  spf: [
    'dig +short example.org TXT',
    'mailassay domain example.org',
    'mailassay check MESSAGE --trace',
  ],
  dkim: [
    'dig +short mail2026._domainkey.example.org TXT',
    'opendkim-testkey -d example.org -s mail2026 -vvv',
    'postconf -n | grep milter',
    '/opt/zimbra/libexec/zmdkimkeyutil -q -d example.org',
    'mailassay key mail2026 example.org',
    'mailassay check MESSAGE --trace',
  ],
  dmarc: [
    'dig +short _dmarc.example.org TXT',
    'mailassay domain example.org',
    'mailassay check MESSAGE --trace',
  ],
  arc: ['grep -i "^arc-" MESSAGE', 'mailassay check MESSAGE --format json'],
  bimi: ['dig +short default._bimi.example.org TXT', 'mailassay domain example.org'],
  domain: ['dig +short example.org MX', 'mailassay domain example.org'],
  message: ["sed '/^\\r*$/q' MESSAGE", 'mailassay check MESSAGE'],
  requirements: ['mailassay check MESSAGE --format json'],
};
