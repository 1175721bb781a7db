// English words for the findings of BIMI.
import type { BimiCode } from '../../diagnose/catalog.ts';
import type { FindingWords } from '../finding-words.ts';

const NOT_SHOWN = 'Receivers do not show your logo.';

export const bimi: Record<BimiCode, FindingWords> = {
  'bimi-several': {
    title: 'There are {count} BIMI records at {name}; there may be only one.',
    why: NOT_SHOWN,
    fix: 'Delete all but one of the records at {name}.',
  },
  'bimi-syntax': {
    title: 'The BIMI record at {name} has a mistake: {fault}.',
    why: NOT_SHOWN,
    fix: 'Publish at {name}: "v=BIMI1; l=" and the https address of the logo, then "; a=" and that of the certificate.',
  },
  'bimi-policy': {
    title: 'BIMI is published for {domain}, but the DMARC policy is too weak: {trouble}.',
    why: 'A logo is shown only where forged mail is refused or put into the spam folder.',
    fix: 'Publish a DMARC policy of p=quarantine or p=reject, for subdomains too and not as a test, when all your own mail passes.',
  },
  'bimi-no-certificate': {
    title: 'The BIMI record at {name} names no certificate (a=).',
    why: 'Yahoo and some others show the logo all the same; Gmail and Apple do not.',
    fix: 'Get a mark certificate (VMC or CMC) for the logo, and name it in a= of the record at {name}.',
  },
  'bimi-logo-unreachable': {
    title: 'The BIMI logo of {domain} cannot be fetched: {trouble}.',
    why: NOT_SHOWN,
    fix: 'Serve the logo at {url} over https, with a valid certificate and without a redirect.',
  },
  'bimi-logo-profile': {
    title: 'The BIMI logo of {domain} is not as receivers want it: {fault}.',
    why: 'Only SVG Tiny PS is shown: no scripts, nothing from outside, square, with a title.',
    fix: 'Export the logo as SVG Tiny PS (version="1.2" baseProfile="tiny-ps") of at most 32 KiB, and serve it at {url}.',
  },
  'bimi-certificate-unreachable': {
    title: 'The BIMI certificate of {domain} cannot be fetched: {trouble}.',
    why: 'Receivers that want a certificate do not show the logo.',
    fix: 'Serve the certificate and its chain in PEM form at {url} over https, without a redirect.',
  },
  'bimi-certificate': {
    title: 'The BIMI certificate of {domain} is not valid: {fault}.',
    why: 'Receivers that want a certificate do not show the logo.',
    fix: 'Have a mark certificate for {domain} issued, and serve it at {url}.',
  },
  'bimi-none': {
    title: '{domain} publishes no logo (BIMI).',
    why: 'That is no fault: BIMI shows a logo beside your mail at some receivers.',
    fix: 'If you want that, publish a BIMI record at {name}.',
  },
  'bimi-declined': {
    title: '{domain} declines to have a logo shown (BIMI).',
    why: 'The record at {name} names neither logo nor certificate.',
    fix: 'If that was not meant, name the logo in l= of the record at {name}.',
  },
  'bimi-temperror': {
    title: [
      'BIMI of {limited} could not be checked: a limit of this service was reached.',
      'BIMI could not be checked: DNS gave no answer for {domain}.',
    ],
    why: 'Nothing is held against your mail.',
    fix: [
      'Try again in a few minutes; nothing is wrong with the DNS of {limited}.',
      'Try again in a few minutes.',
    ],
  },
  'bimi-record-sound': {
    title: 'BIMI: the record at {name} is right, and the DMARC policy is strong enough.',
    why: 'Receivers that show logos find yours.',
    fix: '',
  },
};
