// What `serve` prints at start: what a newcomer needs next, and nothing else.
import type { Service } from '../service/service.ts';

export function welcome({ settings, smtpPort, publicUrl }: Service): string {
  const { domain, smtpHost } = settings;
  const host = smtpHost === '::' || smtpHost === '0.0.0.0' ? '127.0.0.1' : smtpHost;
  const relay =
    settings.relayUrl === undefined ? 'straight to the sender’s MX, port 25' : 'through RELAY_URL';
  const lines = [
    'mailassay is ready.',
    '',
    `  SMTP    ${host}:${smtpPort}`,
    `  web     ${publicUrl}`,
    `  store   ${settings.dataDir}`,
    `  replies ${relay}`,
    '',
    'Send a mail to one of these addresses:',
    '',
    `  test@${domain}                the report: what is wrong and how to fix it`,
    `  check-auth@${domain}          the same, in Port25 format`,
    `  sa-test@${domain}             the same, in sendmail.net format`,
    `  autorespond+dkim@${domain}    the same, in elandsys format`,
    `  assert@${domain}              for pipelines: 250 when all is right, 550 when not`,
    '',
    'Try it from another terminal:',
    '',
    `  swaks --server ${host}:${smtpPort} --from you@your-domain.example --to test@${domain}`,
    '',
    'Or see the whole loop without a network, one good mail and several broken ones:',
    '',
    // Types are stripped in a checkout alone: the published package is compiled.
    import.meta.url.endsWith('.ts') ? '  npm run demo' : '  mailassay demo',
    '',
    'Ctrl+C ends it.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}
