// Letters through hops that seal (RFC 8617): chains that hold, and each way in which one breaks.
import type { SetRecipe } from '../../verify/arc/sealer.ts';
import {
  append,
  change,
  changeBody,
  letter,
  put,
  seal,
  sent,
  sign,
  type Letter,
  type Step,
} from '../letter.ts';

const FOOTER = '_______________________________________________\r\nTalk mailing list\r\n';
const RESULTS =
  'lists.example.net; dkim=pass header.d=example.org; spf=pass smtp.mailfrom=alice@example.org; dmarc=pass header.from=example.org';

/** One hop's set; `d` seals. */
const hop = (instance: number, recipe: Partial<SetRecipe> = {}, d = 'lists.example.net'): Step =>
  seal({
    instance,
    results: `ARC-Authentication-Results: i=${instance}; ${RESULTS}`,
    ...recipe,
    seal: { d, ...recipe.seal },
    messageSignature: { d, ...recipe.messageSignature },
  });

const list =
  (...steps: Step[]) =>
  (): Letter =>
    sent(letter(), sign(), ...steps);
const footer: Step = changeBody((body) => body + FOOTER);
const fifty: Step[] = Array.from({ length: 50 }, (_, index) => hop(index + 1));

export const arcLetters: Record<string, () => Letter> = {
  '400-arc-one-set': list(hop(1)),
  '401-arc-list-footer': list(footer, hop(1)),
  '402-arc-three-sets': list(hop(1), hop(2, {}, 'relay.example.net'), hop(3)),
  '403-arc-changed-after-sealing': list(hop(1), footer),
  '404-arc-older-signature-broken': list(hop(1), footer, hop(2)),
  '405-arc-sealer-says-fail': list(hop(1, { seal: { cv: 'fail' }, own: true })),
  '406-arc-first-set-gone': list(
    hop(1),
    hop(2),
    change('ARC-Seal', (field) => field),
    (mail) => ({
      ...mail,
      fields: mail.fields.filter((field) => !/^ARC-[A-Za-z-]+: i=1;/.test(field)),
    }),
  ),
  '407-arc-seal-missing': list(hop(1, { without: ['seal'] })),
  '408-arc-seal-with-h': list(hop(1, { seal: { h: 'from:to' } })),
  '409-arc-second-says-none': list(hop(1), hop(2, { seal: { cv: 'none' } })),
  '410-arc-results-changed': list(
    hop(1, {
      changed: ({ results }) => ({ results: results.replace('dmarc=pass', 'dmarc=fail') }),
    }),
  ),
  '411-arc-two-seals': list(hop(1), (mail) => ({
    ...mail,
    fields: [mail.fields[0] ?? '', ...mail.fields],
  })),
  '412-arc-key-missing': list(hop(1)),
  '413-arc-key-servfail': list(hop(1)),
  '414-arc-fifty-one': list(hop(51)),
  '415-arc-fifty-sets': list(...fifty),
  '416-arc-signature-covers-seal': list(
    hop(1),
    hop(2, { messageSignature: { h: 'From:To:Subject:ARC-Seal' } }),
  ),
  '417-arc-weak-key': list(hop(1, { key: 'rsa512' })),
  '418-arc-results-missing': list(hop(1), change('ARC-Authentication-Results', null)),
  '419-arc-below-the-header': list((mail) => {
    const sealed = hop(1)(mail);
    return append(...sealed.fields.slice(0, 3))(mail);
  }, put('X-Note: the order of the fields does not matter')),
};
