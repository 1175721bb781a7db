// Time limits that measure our code and not what else the machine does.
import { availableParallelism, loadavg } from 'node:os';

/** Milliseconds of the processor that this thread has used; of the whole process before Node 23.9. */
export function cpuTime(): number {
  const thisProcess: Pick<NodeJS.Process, 'cpuUsage'> &
    Partial<Pick<NodeJS.Process, 'threadCpuUsage'>> = process;
  const { user, system } = thisProcess.threadCpuUsage?.() ?? thisProcess.cpuUsage();
  return (user + system) / 1000;
}

/** A time limit on whole processes, which is kept on a machine that does nothing else: as much longer as this one is busy. */
export function stretched(milliseconds: number): number {
  const [lastMinute = 0] = loadavg();
  return milliseconds * Math.max(1, (2 * lastMinute) / availableParallelism());
}
