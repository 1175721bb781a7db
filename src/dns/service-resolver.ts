// The resolver the service and the commands use: real servers, at most so many questions a zone, answers remembered.
import type { Clock } from '../runtime/clock.ts';
import { cachingResolver } from './cache.ts';
import type { Resolver } from './resolver.ts';
import { wireResolver } from './wire.ts';
import { type SharedZoneCounts, zoneLimitedResolver } from './zone-limit.ts';

export interface ServiceResolverOptions {
  /** Empty: the system's. */
  servers: readonly string[];
  /** Null: no limit a zone. */
  zoneCounts: SharedZoneCounts | null;
  clock: Clock;
}

export function serviceResolver({
  servers,
  zoneCounts,
  clock,
}: ServiceResolverOptions): Resolver & AsyncDisposable {
  const wire = wireResolver({ clock, ...(servers.length > 0 ? { servers } : {}) });
  const limited = zoneCounts === null ? wire : zoneLimitedResolver(wire, zoneCounts, clock);
  return {
    ...cachingResolver(limited, clock),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}
