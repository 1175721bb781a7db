// English words for the findings of blocklists and spam filters, which only run where the operator has set them up.
import type { BlocklistCode, SpamCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const blocklist: Record<BlocklistCode | SpamCode, FindingWords> = {
  'connection-dnsbl-listed': {
    title: [
      '{ip} is on the blocklist {zone}: {meaning}.',
      '{ip} is on the blocklist {zone} ({codes}).',
    ],
    why: 'Receivers that ask {zone} refuse mail from this address.',
    fix: [
      'Find out why the address is listed, stop the cause, then ask for removal as the list says ("{text}").',
      'Find out why the address is listed, stop the cause, then ask for removal on the website of {zone}.',
    ],
  },
  'connection-dnsbl-refused': {
    title: 'The blocklist {zone} refused to answer ({codes}).',
    why: 'It does not answer public resolvers or heavy users; nothing is known about {ip}, and nothing is held against it.',
    fix: 'Tell the operator of this service to ask {zone} through a resolver of its own, or with a key of the list.',
  },
  'connection-dnsbl-unchecked': {
    title: 'The blocklist {zone} could not be asked: {reason}.',
    why: 'Nothing is held against {ip}.',
    fix: 'Send the test again later; if it stays like this, the operator of this service should take {zone} out of DNSBLS.',
  },
  'connection-dnsbl-clean': {
    title: '{ip} is on none of the blocklists asked: {zones}.',
    why: 'Receivers that ask them take your mail.',
    fix: '',
  },
  'message-spam': {
    title: [
      '{engine} takes this mail for spam: {score} points, {required} are enough; most by {symbols}.',
      '{engine} takes this mail for spam: {score} points, {required} are enough.',
    ],
    why: 'Receivers with such a filter put it into the spam folder; a short test text often scores worse than real mail.',
    fix: 'Look at the rules that cost the most points, and repair what they name; then test with a real text.',
  },
  'message-spam-unchecked': {
    title: '{engine} was not run: {reason}.',
    why: 'Nothing is held against your mail.',
    fix: 'Send the test again later; if it stays like this, tell the operator of this service.',
  },
  'message-ham': {
    title: '{engine} finds nothing against this mail ({score} of {required} points).',
    why: 'Receivers with such a filter take it for ordinary mail.',
    fix: '',
  },
};
