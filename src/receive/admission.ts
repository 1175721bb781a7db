// Who may connect (SECURITY.md §3): so many connections at once and so many new ones a minute for each client, so many in all.
// Pure counting with an injected clock; it knows no socket and writes no reply.
import type { Clock } from '../runtime/clock.ts';
import { countedNetwork } from '../message/ip-address.ts';
import { LIMITS } from './session-limits.ts';

export type Refusal = 'full' | 'too-many-open' | 'too-many-new';

export interface Admission {
  /** Takes one of the places there are in all; false when none is left. */
  open(): boolean;
  close(): void;
  /** Counts a connection for `address`; null when it is let in. What was refused is not counted, so that a retry can succeed. */
  enter(address: string): Refusal | null;
  leave(address: string): void;
}

interface Client {
  open: number;
  /** When its connections of the last minute came, oldest first. */
  arrivals: number[];
}

/** `enabled` false counts nothing (`LIMITS=off`). */
export function createAdmission(clock: Clock, enabled: boolean): Admission {
  const clients = new Map<string, Client>();
  let total = 0;
  let sweptAt = clock.now();

  const forgetOld = (client: Client, now: number) => {
    const first = client.arrivals.findIndex((at) => at > now - LIMITS.rateWindowMs);
    client.arrivals.splice(0, first === -1 ? client.arrivals.length : first);
  };

  // Addresses cost an attacker nothing in IPv6: what is over is forgotten every minute.
  const sweep = (now: number) => {
    if (now - sweptAt < LIMITS.rateWindowMs) return;
    sweptAt = now;
    for (const [key, client] of clients) {
      forgetOld(client, now);
      if (client.open === 0 && client.arrivals.length === 0) clients.delete(key);
    }
  };

  return {
    open() {
      if (enabled && total >= LIMITS.open) return false;
      total += 1;
      return true;
    },
    close() {
      total -= 1;
    },
    enter(address) {
      if (!enabled) return null;
      const now = clock.now();
      sweep(now);
      const key = countedNetwork(address);
      const client = clients.get(key) ?? { open: 0, arrivals: [] };
      forgetOld(client, now);
      if (client.open >= LIMITS.openPerClient) return 'too-many-open';
      if (client.arrivals.length >= LIMITS.newPerClient) return 'too-many-new';
      client.open += 1;
      client.arrivals.push(now);
      clients.set(key, client);
      return null;
    },
    leave(address) {
      const client = enabled ? clients.get(countedNetwork(address)) : undefined;
      if (client !== undefined) client.open -= 1;
    },
  };
}
