// All check-ups of a deployment, side by side, in the order in which a mail meets what they look at.
import type { Check, DoctorContext } from './check.ts';
import { clockCheck } from './clock.ts';
import { diskCheck } from './disk.ts';
import { addressCheck, mxCheck, ownAddresses, ptrChecks } from './names.ts';
import { listenerCheck, outsideChecks } from './ports.ts';
import { dkimCheck, spfChecks } from './proofs.ts';
import { resolverChecks } from './resolver.ts';

export async function runChecks(patient: DoctorContext): Promise<Check[]> {
  const own = await ownAddresses(patient);
  const [mx, ...others] = await Promise.all([
    mxCheck(patient, own),
    listenerCheck(patient),
    outsideChecks(patient, own),
    ptrChecks(patient, own),
    spfChecks(patient, own),
    dkimCheck(patient),
    clockCheck(patient),
    diskCheck(patient),
    resolverChecks(patient),
  ]);
  return [mx, addressCheck(patient, own), ...others.flat()];
}
