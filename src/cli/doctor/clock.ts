// Whether the clock is right, by one question of SNTP (RFC 5905 §14, RFC 4330 §4): signatures, certificates and the Date of answers stand on it.
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';

/** RFC 8633 §4.2 allows a program of its own one question now and then. */
export const TIME_SERVER = 'pool.ntp.org';
const PORT = 123;
const TIMEOUT_MS = 3000;
/** Receivers let DKIM's t= run a few minutes ahead; half of that is already worth a repair. */
const MAX_MS = 60_000;
/** Seconds from 1900 (NTP) to 1970. */
const EPOCHS = 2_208_988_800;

export async function clockCheck(
  { resolver, clock }: DoctorContext,
  { server = TIME_SERVER, port = PORT, timeoutMs = TIMEOUT_MS } = {},
): Promise<Check> {
  const { records } = await resolver.resolve(server, 'A');
  const [address] = records;
  const now = `the clock says ${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
  const theirs = address === undefined ? null : await timeAt(address, port, timeoutMs);
  if (theirs === null)
    return note('clock', `${now}; no time server (${server}) could be asked whether that is right`);
  const off = clock.now() - theirs;
  const seconds = Math.round(Math.abs(off) / 100) / 10;
  if (Math.abs(off) <= MAX_MS) return ok('clock', `${now}, ${seconds} s from what ${server} says`);
  return not(
    'clock',
    `${now}, ${seconds} s ${off > 0 ? 'ahead of' : 'behind'} ${server}: let a time service (systemd-timesyncd, chrony) set it`,
  );
}

/** Milliseconds since the epoch by that server; null when it does not say. */
function timeAt(address: string, port: number, timeoutMs: number): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const end = (time: number | null): void => {
      clearTimeout(timer);
      socket.close();
      resolve(time);
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    socket.once('error', () => end(null));
    socket.once('message', (packet) => {
      // Mode 4 is a server's answer; stratum 0 is a refusal (§7.4).
      const isAnswer =
        packet.length >= 48 && (packet.readUInt8(0) & 7) === 4 && packet.readUInt8(1) > 0;
      end(
        isAnswer
          ? Math.round(
              (packet.readUInt32BE(40) - EPOCHS) * 1000 +
                (packet.readUInt32BE(44) / 2 ** 32) * 1000,
            )
          : null,
      );
    });
    // Version 4, mode 3 (client).
    socket.send(Buffer.concat([Buffer.from([0x23]), Buffer.alloc(47)]), port, address);
  });
}
