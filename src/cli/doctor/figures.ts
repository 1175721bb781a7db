// What the running service has counted (/metrics) that tells a fault of the deployment: clients whose addresses are all hidden.
import { get } from 'node:http';
import { type Check, not, note, type DoctorContext } from './check.ts';
import { localHost } from './ports.ts';

const TIMEOUT_MS = 2000;
const MAX_LENGTH = 1_000_000;
/** Most messages: a few of the operator's own come from this machine everywhere. */
const MOST = 0.9;

export async function figureChecks(context: DoctorContext): Promise<Check[]> {
  const text = await figures(context);
  if (text === null || context.settings.localSenders === 'judge') return [];
  const hidden = sum(text, 'mailassay_hidden_clients_total');
  const all = sum(text, 'mailassay_mails_total');
  if (hidden === 0) return [];
  const told = `of ${all} messages ${hidden} came from a private address, so their SPF was not checked`;
  return [
    hidden >= MOST * all
      ? not(
          'clients',
          `${told}: a container bridge, a NAT or a proxy hides the senders; use host networking, PROXY_PROTOCOL or XCLIENT (LOCAL_SENDERS=judge for a laboratory)`,
        )
      : note('clients', told),
  ];
}

function sum(text: string, name: string): number {
  return [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)`, 'gm'))].reduce(
    (total, [, value]) => total + Number(value),
    0,
  );
}

/** The exposition text; null when the service does not give it. */
function figures({ settings, signal }: DoctorContext): Promise<string | null> {
  return new Promise((resolve) => {
    const asked = get({
      host: localHost(settings.httpHost),
      port: settings.httpPort,
      path: '/metrics',
      headers:
        settings.metricsToken === undefined
          ? {}
          : { authorization: `Bearer ${settings.metricsToken}` },
      agent: false,
      signal,
    });
    const timer = setTimeout(() => asked.destroy(), TIMEOUT_MS);
    const end = (text: string | null): void => {
      clearTimeout(timer);
      asked.destroy();
      resolve(text);
    };
    asked.on('error', () => end(null));
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MAX_LENGTH) end(null);
      });
      response.on('error', () => end(null));
      response.on('end', () => end(response.statusCode === 200 ? text : null));
    });
  });
}
