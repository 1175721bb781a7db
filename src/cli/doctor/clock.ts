// Whether the clock is right, by one question of SNTP (RFC 5905 §14, RFC 4330 §4): signatures, certificates and the Date of answers stand on it.
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Clock } from '../../runtime/clock.ts';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';

/** RFC 8633 §4.2 allows a program of its own one question now and then. */
export const TIME_SERVER = 'pool.ntp.org';
const PORT = 123;
const TIMEOUT_MS = 2000;
const MAX_SERVERS = 4;
/** Receivers let DKIM's t= run a few minutes ahead; half of that is already worth a repair. */
const MAX_MS = 60_000;
/** Seconds from 1900 (NTP) to 1970. */
const EPOCHS = 2_208_988_800;

export async function clockCheck(
  { resolver, clock }: DoctorContext,
  { server = TIME_SERVER, port = PORT, timeoutMs = TIMEOUT_MS } = {},
  /** For when no time server answers: how far we are ahead of a web server, and its name. */
  secondOpinion: () => Promise<{ ahead: number; name: string } | null> = () =>
    Promise.resolve(null),
): Promise<Check> {
  const { records } = await resolver.resolve(server, 'A');
  const ahead = await Promise.any(
    records
      .slice(0, MAX_SERVERS)
      .map(async (address) => await aheadOf(address, port, timeoutMs, clock)),
  ).catch(() => null);
  const now = `the clock says ${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
  if (ahead !== null) return told(ahead, now, server);
  const other = await secondOpinion();
  return other !== null && Math.abs(other.ahead) > MAX_MS
    ? told(other.ahead, now, other.name)
    : note('clock', `${now}; no time server (${server}) could be asked whether that is right`);
}

function told(off: number, now: string, server: string): Check {
  const seconds = Math.round(Math.abs(off) / 100) / 10;
  if (Math.abs(off) <= MAX_MS) return ok('clock', `${now}, ${seconds} s from what ${server} says`);
  return not(
    'clock',
    `${now}, ${seconds} s ${off > 0 ? 'ahead of' : 'behind'} ${server}: let a time service (systemd-timesyncd, chrony) set it`,
  );
}

/** Milliseconds that our clock is ahead of that server's; rejects when it does not say. */
function aheadOf(address: string, port: number, timeoutMs: number, clock: Clock): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const end = (act: () => void): void => {
      clearTimeout(timer);
      socket.close();
      act();
    };
    const silent = (): void => end(() => reject(new Error('no answer')));
    const timer = setTimeout(silent, timeoutMs);
    socket.once('error', silent);
    socket.once('message', (packet) => {
      // Mode 4 is a server's answer; stratum 0 is a refusal (§7.4).
      const isAnswer =
        packet.length >= 48 && (packet.readUInt8(0) & 7) === 4 && packet.readUInt8(1) > 0;
      if (!isAnswer) {
        silent();
        return;
      }
      const theirs =
        (packet.readUInt32BE(40) - EPOCHS) * 1000 + (packet.readUInt32BE(44) / 2 ** 32) * 1000;
      end(() => resolve(clock.now() - Math.round(theirs)));
    });
    // Version 4, mode 3 (client).
    socket.send(Buffer.concat([Buffer.from([0x23]), Buffer.alloc(47)]), port, address);
  });
}
