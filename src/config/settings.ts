// The settings of DESIGN.md §4 as one typed value. Loading them (flags, environment, file) is load.ts's work;
// nothing else reads the environment.
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import {
  addressList,
  bearerToken,
  bindHost,
  contact,
  databaseUrl,
  dnsServers,
  domainList,
  domainName,
  duration,
  flag,
  forensicsBudget,
  hostPort,
  mailbox,
  namedMailbox,
  relayUrl,
  size,
  tcpPort,
  tokenList,
  webUrl,
  wholeNumber,
} from './values.ts';

const ReplyPolicy = z.enum(['mail', 'short', 'reject', 'silent']);

/** Key `smtpPort` is flag `--smtp-port` and variable `MAILASSAY_SMTP_PORT`. Durations become milliseconds, sizes octets. */
export const Settings = z.object({
  domain: domainName
    .default('localhost')
    .describe('service domain: the part after @ of the test addresses'),
  hostname: domainName
    .optional()
    .describe('name said in greeting, HELO and Authentication-Results (default: DOMAIN)'),
  publicUrl: webUrl
    .optional()
    .describe(
      'URL under which others reach the web page (default: http://HOST:PORT of the web listener)',
    ),
  smtpHost: bindHost.default('::').describe('address the SMTP listener binds'),
  smtpPort: tcpPort.default(2525).describe('port of the SMTP listener'),
  httpHost: bindHost.default('127.0.0.1').describe('address the web listener binds'),
  httpPort: tcpPort.default(8025).describe('port of the web listener'),
  dataDir: z
    .string()
    .min(1)
    .default('./data')
    .describe('directory for the embedded database, the TLS and DKIM keys'),
  databaseUrl: databaseUrl
    .optional()
    .describe(
      'postgres://user:password@host/database for a store that several nodes share (default: embedded store in DATA_DIR)',
    ),
  dnsServers: dnsServers.optional().describe("resolvers, ip[:port],… (default: the system's)"),
  relayUrl: relayUrl
    .optional()
    .describe(
      "smtp://user:password@host:port through which replies leave (default: straight to the recipient's MX)",
    ),
  tlsCert: z
    .string()
    .optional()
    .describe(
      'PEM file of the certificate, or the PEM text itself (default: a self-signed one is made in DATA_DIR)',
    ),
  tlsKey: z.string().optional().describe('PEM file of its private key, or the PEM text itself'),
  dkimKey: z
    .string()
    .optional()
    .describe(
      'PEM file of the key that signs replies, or the PEM text itself (default: DATA_DIR/dkim.pem, made at first start)',
    ),
  dkimSelector: z
    .string()
    .regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/,
      'expected letters, digits, hyphens and dots',
    )
    .default('mailassay')
    .describe('selector of that key'),
  replyFrom: namedMailbox
    .optional()
    .describe('address replies come from (default: mailassay@DOMAIN)'),
  xclient: addressList.default([]).describe('addresses that may use XCLIENT'),
  proxyProtocol: addressList
    .default([])
    .describe('addresses that must speak the PROXY protocol, v1 or v2'),
  trustForwarded: addressList.default([]).describe('proxies whose X-Forwarded-For is trusted'),
  apiTokens: tokenList
    .default([])
    .describe('tokens that the API requires (default: none, open to all within the limits)'),
  metricsToken: bearerToken
    .optional()
    .describe(
      'token that /metrics asks for (default: /metrics is open to all who reach the web listener)',
    ),
  operatorName: z
    .string()
    .max(200)
    .optional()
    .describe('who runs this service, in one line; shown on every page'),
  imprintUrl: webUrl.optional().describe('link to the imprint, shown on every page'),
  privacyUrl: webUrl.optional().describe('link to the privacy text, shown on every page'),
  abuseContact: contact
    .optional()
    .describe('mail address or URL for complaints, shown on every page'),
  hsts: flag
    .default(false)
    .describe(
      'on: browsers are told to use https alone for 180 days (only with an https PUBLIC_URL)',
    ),
  localSenders: z
    .enum(['hidden', 'judge'])
    .default('hidden')
    .describe(
      'a client with a loopback, private, shared or link-local address: hidden (SPF and reverse DNS are not checked) or judge (for laboratories)',
    ),
  limits: flag
    .default(true)
    .describe('on, or off for a private instance (structure guard and DNS budget stay)'),
  maxSize: size.default(10 * 1024 * 1024).describe('maximum message size'),
  retainReports: duration.default(30 * 86_400_000).describe('how long reports are kept'),
  retainMessages: duration.default(86_400_000).describe('how long messages are kept'),
  logLevel: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('minimum level of log lines'),
  verdictWait: duration.default(8000).describe('how long the reply to DATA waits for the verdict'),
  replyUnproven: ReplyPolicy.default('short').describe(
    'reply to an unproven sender: mail, short, reject or silent',
  ),
  replyDisowned: ReplyPolicy.default('reject').describe(
    'reply to a disowned sender: mail, short, reject or silent',
  ),
  postmaster: mailbox
    .optional()
    .describe('where mail for postmaster@ and abuse@ is forwarded (default: refused)'),
  acceptDomains: domainList
    .optional()
    .describe('recipient domains to accept (default: DOMAIN and its subdomains)'),
  workers: wholeNumber(1, 64)
    .default(Math.min(64, Math.max(1, availableParallelism() - 1)))
    .describe('verification threads'),
  forensicsBudget: forensicsBudget
    .default({ milliseconds: 250, candidates: 50_000 })
    .describe(
      'time and candidates, for each signature, to search for what was changed after signing',
    ),
  spamd: hostPort.optional().describe("host:port of SpamAssassin's spamd"),
  rspamd: webUrl
    .optional()
    .describe("URL of rspamd's normal worker, such as http://127.0.0.1:11333"),
  dnsbls: domainList
    .default([])
    .describe('blocklists to ask about every sender, such as zen.spamhaus.org'),
});

export type Settings = z.infer<typeof Settings> & { hostname: string; replyFrom: string };
