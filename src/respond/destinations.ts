// Where deliveries are under way: one at a time for a domain, for a mail server and for its network, so that a server that is slow
// delays nothing but what it is owed. Not known here: what is delivered, and how it ends.
import { networkOf } from '../dns/public-address.ts';
import type { Target } from './mx.ts';

export interface Destinations {
  /** Domains to which nothing may leave now: a delivery is under way, or their server is taken. */
  busy(): string[];
  begin(domain: string): void;
  /** Takes a server for the delivery to `domain`. False when another delivery has it: then `domain` is busy until that one ends. */
  claim(domain: string, target: Target): boolean;
  end(domain: string): void;
}

export function createDestinations(): Destinations {
  const underWay = new Set<string>();
  /** Servers and networks, by the domain of the delivery that has them. */
  const holders = new Map<string, string>();
  /** Domains whose server another delivery has, by the domain of that one. */
  const waiting = new Map<string, string>();
  return {
    busy: () => [...new Set([...underWay, ...waiting.keys()])],
    begin(domain) {
      underWay.add(domain);
    },
    claim(domain, { name, address }) {
      const places = [`server ${name}`, `network ${networkOf(address)}`];
      const holder = places
        .map((place) => holders.get(place))
        .find((other) => other !== undefined && other !== domain);
      if (holder !== undefined) {
        waiting.set(domain, holder);
        return false;
      }
      for (const place of places) holders.set(place, domain);
      return true;
    },
    end(domain) {
      underWay.delete(domain);
      for (const [place, holder] of holders) if (holder === domain) holders.delete(place);
      for (const [waiter, holder] of waiting) if (holder === domain) waiting.delete(waiter);
    },
  };
}
