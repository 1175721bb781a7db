// All checks of a deployment, side by side, in the order in which a message meets what they look at. What needs DNS waits for the
// resolver to answer once: one that does not is named, and nothing else is blamed for it. All ends after four seconds.
import { systemTimers, type Timers } from '../../runtime/timers.ts';
import { certificateChecks } from './certificate.ts';
import { type Check, type DoctorContext, note } from './check.ts';
import { clockCheck } from './clock.ts';
import { databaseChecks } from './database.ts';
import { diskCheck } from './disk.ts';
import { figureChecks } from './figures.ts';
import { fileChecks } from './files.ts';
import { addressCheck, mxCheck, ownAddresses, ptrChecks } from './names.ts';
import { listenerCheck, outsideChecks, postmasterCheck, visitListener } from './ports.ts';
import { dkimCheck, dmarcCheck, spfChecks } from './proofs.ts';
import { relayChecks } from './relay.ts';
import { blocklistChecks, resolverChecks } from './resolver.ts';
import { webChecks } from './web.ts';

const MAX_MS = 4000;

export async function runChecks(
  context: DoctorContext,
  timers: Timers = systemTimers,
): Promise<Check[]> {
  const { settings } = context;
  const { promise: late, resolve: end } = Promise.withResolvers<null>();
  const cancel = timers.after(MAX_MS, () => end(null));
  const inTime = async (name: string, work: Promise<Check[]>): Promise<Check[]> =>
    (await Promise.race([work, late])) ?? [
      note(name, `no result within ${MAX_MS / 1000} s: an answer from DNS or a server is slow`),
    ];

  const resolver = resolverChecks(context);
  const own = resolver.then(({ works }) => (works ? ownAddresses(context) : null));
  const visit = visitListener(context);
  const web = own.then((addresses) => webChecks(context, addresses));
  const webName = settings.publicUrl ?? '';
  const needsDns = async (work: () => Promise<Check[]>): Promise<Check[]> =>
    (await resolver).works ? await work() : [];
  const secondOpinion = async (): Promise<{ ahead: number; name: string } | null> => {
    const { ahead } = await web;
    return ahead === null ? null : { ahead, name: webName };
  };

  try {
    const found = await Promise.all([
      inTime(
        'mx',
        needsDns(async () => [await mxCheck(context, await own)]),
      ),
      inTime(
        'address',
        needsDns(async () => [addressCheck(context, await own)]),
      ),
      inTime(
        'port',
        visit.then((seen) => [listenerCheck(context, seen)]),
      ),
      inTime(
        'port 25',
        needsDns(async () => await outsideChecks(context, await own)),
      ),
      inTime(
        'postmaster',
        visit.then((seen) => [postmasterCheck(context, seen)]),
      ),
      inTime(
        'tls',
        visit.then((seen) => certificateChecks(context, seen)),
      ),
      inTime(
        'ptr',
        needsDns(async () => await ptrChecks(context, await own)),
      ),
      inTime(
        'spf',
        needsDns(async () => await spfChecks(context, await own)),
      ),
      inTime(
        'dkim',
        needsDns(async () => [await dkimCheck(context)]),
      ),
      inTime(
        'dmarc',
        needsDns(async () => [await dmarcCheck(context, await own)]),
      ),
      inTime('relay', relayChecks(context)),
      inTime(
        'web',
        needsDns(async () => (await web).checks),
      ),
      inTime('clients', figureChecks(context)),
      inTime(
        'clock',
        clockCheck(context, {}, secondOpinion).then((check) => [check]),
      ),
      inTime(
        'disk',
        diskCheck(context).then((check) => [check]),
      ),
      inTime('database', databaseChecks(context)),
      inTime('files', fileChecks(context)),
      inTime(
        'resolver',
        resolver.then(({ checks }) => checks),
      ),
      inTime(
        'dnsbl',
        needsDns(async () => await blocklistChecks(context, await own)),
      ),
    ]);
    return [
      ...found.flat(),
      ...((await Promise.race([resolver, late]))?.works === false
        ? [
            note(
              'dns',
              'what is published in DNS was not checked, because the resolver does not answer',
            ),
          ]
        : []),
    ];
  } finally {
    cancel();
  }
}
