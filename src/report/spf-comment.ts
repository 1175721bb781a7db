// The comment that receivers put into Received-SPF and Authentication-Results (RFC 7208 §9.1: "comments … are encouraged").
// People and scripts look for these sentences; they are the same in every language.
import { CLIENT_HIDDEN } from '../verify/hidden-client.ts';
import type { SpfCheck } from '../verify/verification.ts';

/** "HOST: domain of USER designates IP as permitted sender", and its like for the other results; not yet escaped. */
export function spfComment({ result, sender, reason }: SpfCheck, ip: string, host: string): string {
  switch (result) {
    case 'pass':
      return `${host}: domain of ${sender} designates ${ip} as permitted sender`;
    case 'fail':
      return `${host}: domain of ${sender} does not designate ${ip} as permitted sender`;
    case 'softfail':
      return `${host}: domain of transitioning ${sender} does not designate ${ip} as permitted sender`;
    case 'neutral':
      return `${host}: ${ip} is neither permitted nor denied by domain of ${sender}`;
    case 'none':
      if (reason === CLIENT_HIDDEN) return `${host}: ${CLIENT_HIDDEN} (${ip})`;
      return `${host}: domain of ${sender} does not designate permitted sender hosts`;
    case 'temperror':
      return `${host}: temporary error in processing during lookup of ${sender}: ${reason}`;
    case 'permerror':
      return `${host}: permanent error in processing during lookup of ${sender}: ${reason}`;
  }
}

/** The one reason that holds no value: the same for every message. */
export const isHiddenClient = (reason: string): boolean => reason === CLIENT_HIDDEN;
