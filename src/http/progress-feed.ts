// What happens to the tests of the page at this moment, for those who watch: who connects, what arrives, each result as it is
// known. In memory; other nodes are told as it happens. What must not be lost is in the store, and whoever watches asks there as well.
import type { Arrival, Step } from '../page/arrival.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ReceivedMessage } from '../message/received-message.ts';
import type { Envelope } from '../message/envelope.ts';
import type { Report } from '../report/report.ts';
import type { Notices } from '../store/notices.ts';
import type { Progress } from '../verify/progress.ts';
import { reportLine, type ReportLine } from './report-line.ts';

export type ProgressEvent =
  /** `arrival` tells the steps of messages apart that come at the same time. */
  | { event: 'step'; arrival: string; step: Step }
  | { event: 'received'; arrival: string; id: string; receivedAt: number }
  | { event: 'report'; line: ReportLine }
  | { event: 'deleted' }
  | { event: 'stop' };

export interface ProgressFeed extends AsyncDisposable {
  /** A recipient of a page test was named; the message may follow. */
  announced: (token: string, envelope: Envelope) => void;
  received: (test: ReceivedMessage) => void;
  /** Where to tell the progress of a test; null when it came to no page. */
  follower: (test: ReceivedMessage) => ((progress: Progress) => void) | null;
  /** Its report can be read. */
  reported(test: ReceivedMessage, report: Report): void;
  /** What is on its way, oldest first. */
  underWay(token: string): readonly Arrival[];
  /** The test was deleted: nobody watches it any more. */
  forget(token: string): void;
  /** Calls back until the returned function is called. */
  watch(token: string, listener: (event: ProgressEvent) => void): () => void;
}

interface Entry extends Arrival {
  session: string;
  at: number;
}

/** A verdict takes 20 s at the most, twice; a client has ten minutes for DATA, but few who watch care that long. */
const KEPT_MS = 120_000;
const MAX_FOR_A_TOKEN = 20;
const MAX_TOKENS = 2000;

export function tokensOf({ answer, tokens }: ReceivedMessage): string[] {
  return [...new Set([...(tokens ?? []), ...(answer.token === null ? [] : [answer.token])])];
}

/** The same session says the same before and behind DATA. */
type Client = Pick<Envelope, 'clientIp' | 'clientName' | 'helo' | 'mailFrom' | 'tls'>;

/** What happens to a message, as nodes tell each other. */
type Happening =
  | { happens: 'announced'; token: string; client: Client }
  | { happens: 'received'; tokens: string[]; client: Client; id: string; at: number; size: number }
  | { happens: 'step'; tokens: string[]; id: string; step: Step }
  | { happens: 'reported'; tokens: string[]; id: string; line: ReportLine }
  | { happens: 'deleted'; token: string };

const TOPIC = 'progress';

function clientOf({ clientIp, clientName, helo, mailFrom, tls }: Envelope): Client {
  return { clientIp, clientName, helo, mailFrom, tls };
}

function sessionOf({ clientIp, helo, mailFrom }: Client): string {
  return `${clientIp} ${helo} ${mailFrom}`;
}

function envelopeSteps({ clientIp, clientName, helo, mailFrom, tls }: Client): Step[] {
  return [
    {
      step: 'connected',
      result: null,
      detail: clientName === null ? clientIp : `${clientIp} (${clientName})`,
    },
    { step: 'helo', result: null, detail: helo },
    { step: 'tls', result: tls === null ? 'none' : tls.version, detail: tls?.cipher ?? '' },
    { step: 'mail-from', result: null, detail: `<${mailFrom}>` },
  ];
}

export function createProgressFeed(
  clock: Clock,
  notices: Pick<Notices, 'publish' | 'subscribe'> | null = null,
): ProgressFeed {
  const arrivals = new Map<string, Entry[]>();
  const listeners = new Map<string, Set<(event: ProgressEvent) => void>>();
  let count = 0;

  const tell = (token: string, event: ProgressEvent): void => {
    for (const listener of listeners.get(token) ?? []) listener(event);
  };
  const current = (token: string): Entry[] =>
    (arrivals.get(token) ?? []).filter(({ at }) => clock.now() - at < KEPT_MS);
  const keep = (token: string, kept: readonly Entry[]): void => {
    arrivals.delete(token);
    if (kept.length > 0) arrivals.set(token, kept.slice(-MAX_FOR_A_TOKEN));
    // The one heard of longest ago goes: Map keeps the order of insertion.
    for (const oldest of arrivals.keys()) {
      if (arrivals.size <= MAX_TOKENS) break;
      arrivals.delete(oldest);
    }
  };
  const add = (token: string, arrival: Entry, step: Step): void => {
    arrival.steps.push(step);
    tell(token, { event: 'step', arrival: arrival.key, step });
  };
  const begin = (token: string, client: Client): Entry => {
    const arrival: Entry = {
      key: `a${++count}`,
      session: sessionOf(client),
      at: clock.now(),
      id: null,
      receivedAt: null,
      steps: [],
    };
    keep(token, [
      ...current(token).filter(({ id, session }) => id !== null || session !== arrival.session),
      arrival,
    ]);
    for (const step of envelopeSteps(client)) add(token, arrival, step);
    return arrival;
  };

  const apply = (what: Happening): void => {
    if (what.happens === 'announced') {
      begin(what.token, what.client);
      return;
    }
    if (what.happens === 'deleted') {
      arrivals.delete(what.token);
      tell(what.token, { event: 'deleted' });
      return;
    }
    for (const token of what.tokens) {
      const { id } = what;
      if (what.happens === 'received') {
        const announced = current(token).find(
          (one) => one.id === null && one.session === sessionOf(what.client),
        );
        const arrival = announced ?? begin(token, what.client);
        arrival.id = id;
        arrival.receivedAt = what.at;
        arrival.at = clock.now();
        tell(token, { event: 'received', arrival: arrival.key, id, receivedAt: what.at });
        add(token, arrival, { step: 'message', result: null, detail: String(what.size) });
      } else if (what.happens === 'step') {
        const arrival = current(token).find((one) => one.id === id);
        if (arrival !== undefined) add(token, arrival, what.step);
      } else {
        keep(
          token,
          current(token).filter((one) => one.id !== id),
        );
        tell(token, { event: 'report', line: what.line });
      }
    }
  };
  notices?.subscribe(TOPIC, (text) => apply(JSON.parse(text) as Happening));
  const happen = (what: Happening): void => {
    if ('tokens' in what && what.tokens.length === 0) return;
    apply(what);
    notices?.publish(TOPIC, JSON.stringify(what));
  };

  return {
    announced(token, envelope) {
      happen({ happens: 'announced', token, client: clientOf(envelope) });
    },
    received(test) {
      happen({
        happens: 'received',
        tokens: tokensOf(test),
        client: clientOf(test.envelope),
        id: test.id,
        at: test.receivedAt,
        size: test.message.length,
      });
    },
    follower(test) {
      const tokens = tokensOf(test);
      if (tokens.length === 0) return null;
      return ({ method, result, subject }) => {
        const step = { step: method, result, detail: subject };
        happen({ happens: 'step', tokens, id: test.id, step });
      };
    },
    reported(test, report) {
      const line = reportLine(report);
      happen({ happens: 'reported', tokens: tokensOf(test), id: test.id, line });
    },
    underWay: (token) => current(token),
    forget(token) {
      happen({ happens: 'deleted', token });
    },
    watch(token, listener) {
      const all = listeners.get(token) ?? new Set();
      listeners.set(token, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(token);
      };
    },
    async [Symbol.asyncDispose]() {
      for (const token of listeners.keys()) tell(token, { event: 'stop' });
      listeners.clear();
    },
  };
}
