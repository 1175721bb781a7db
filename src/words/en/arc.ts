// English words for the findings of ARC.
import type { ArcCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

export const arc: Record<ArcCode, FindingWords> = {
  'arc-broken': {
    title: [
      'The ARC chain of this mail is broken at instance {instance}, sealed by {sealer}.',
      'The ARC chain of this mail is broken.',
    ],
    why: 'What forwarders before that wrote about SPF and DKIM cannot be trusted by the receiver.',
    fix: 'Let the forwarder seal the mail as its last step, and check its published key.',
  },
  'arc-temperror': {
    title: [
      'The ARC chain could not be checked: a limit of this service was reached before the keys of {limited} were looked up.',
      'The ARC chain could not be checked: DNS gave no answer for a key of {sealer}.',
      'The ARC chain could not be checked: DNS gave no answer for a key.',
    ],
    why: 'This does not count against your message.',
    fix: [
      'Send the test again in a few minutes; the keys of {limited} are not at fault.',
      'Send the test again in a few minutes.',
    ],
  },
  'arc-not-evaluated': {
    title: 'ARC sets not evaluated (limit): {count}. RFC 8617 allows 50.',
    why: 'This does not count against your message.',
    fix: 'Find out why the mail goes through so many forwarders.',
  },
  'arc-historic': {
    title: 'The message has ARC sets: {sets}.',
    why: 'ARC is being declared historic: some large receivers still read it, do not count on it for a new set-up.',
    fix: 'Do not rely on ARC: let DKIM signatures survive forwarding instead.',
  },
  'arc-pass': {
    title: 'ARC: the chain is intact (sets: {sets}, the last by {sealer}).',
    why: 'Nothing was changed since the last forwarder.',
    fix: '',
  },
};
