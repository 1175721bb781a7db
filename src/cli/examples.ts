// A command line to start from, for the help of each command.

export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  serve: [
    'mailassay serve --domain test.example.org --hostname mx.example.org --public-url https://test.example.org --smtp-port 25',
  ],
  check: [
    'mailassay check message.eml --ip 192.0.2.25 --helo mail.example.org --mail-from user@example.org',
  ],
  probe: [
    'mailassay probe --server https://test.example.org -- sh -c \'echo Test | mail -s Test "$1"\' - {address}',
  ],
  key: ['mailassay key s2026 example.org'],
  domain: ['mailassay domain example.org'],
  migrate: ['mailassay migrate --from ./data --to postgres://mailassay@db.example.org/mailassay'],
  keygen: ['mailassay keygen --domain test.example.org'],
  doctor: ['mailassay doctor --domain test.example.org --hostname mx.example.org --smtp-port 25'],
  backup: ['mailassay backup mailassay-backup.tar --config /etc/mailassay.env'],
  restore: ['mailassay restore mailassay-backup.tar --data-dir /var/lib/mailassay'],
  demo: ['mailassay demo --language id'],
  mcp: ['mailassay mcp --server https://test.example.org'],
  explain: ['mailassay explain spf-include-none'],
};
