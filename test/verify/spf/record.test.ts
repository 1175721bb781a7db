// RFC 7208 §3 (records), §4.4 (lookup), §4.5 (selection), §4.6 (evaluation), §4.7 (default result).
import { cases } from './run-cases.ts';

const IP = '192.0.2.1';
const FILL = 'ip4:203.0.113.1 '.repeat(60);

cases(
  '§3.1, §4.4 lookup',
  `
  both.example TXT "v=spf1 -all"
  both.example SPF "v=spf1 +all"
  spfonly.example SPF "v=spf1 -all"
  notxt.example A 192.0.2.1
  servfail.example TXT SERVFAIL
  refused.example TXT REFUSED
  timeout.example TXT TIMEOUT
  notimp.example TXT ERROR
  spf-timeout.example TXT "v=spf1 -all"
  spf-timeout.example SPF TIMEOUT
  loop.example CNAME loop.example
  alias.example CNAME real.example
  real.example TXT "v=spf1 ip4:192.0.2.1 -all"
  dangling.example CNAME nowhere.example
  *.wild.example TXT "v=spf1 exists:%{d}.ok.example -all"
  any.wild.example.ok.example A 127.0.0.2
  `,
  [
    ['TXT is what counts', 'u@both.example', IP, 'fail'],
    [
      'type 99 alone is no record',
      'u@spfonly.example',
      IP,
      'none',
      { reason: 'spfonly.example has no SPF record' },
    ],
    ['a name without TXT', 'u@notxt.example', IP, 'none', { reason: 'has no SPF record' }],
    ['no such name', 'u@nowhere.example', IP, 'none', { reason: 'does not exist', voids: 0 }],
    ['SERVFAIL', 'u@servfail.example', IP, 'temperror', { reason: 'SERVFAIL' }],
    ['REFUSED', 'u@refused.example', IP, 'temperror'],
    ['no answer', 'u@timeout.example', IP, 'temperror', { reason: 'no answer in time' }],
    ['any other trouble', 'u@notimp.example', IP, 'temperror'],
    ['type 99 is never asked', 'u@spf-timeout.example', IP, 'fail'],
    ['a CNAME loop is an error', 'u@loop.example', IP, 'temperror', { reason: 'CNAME loop' }],
    ['a CNAME is followed', 'u@alias.example', IP, 'pass'],
    ['a CNAME to nothing', 'u@dangling.example', IP, 'none'],
    ['a wildcard answers for the name asked', 'u@any.wild.example', IP, 'pass'],
  ],
);

cases(
  '§3.3, §4.5 selection',
  `
  empty.example TXT "v=spf1"
  trail.example TXT "v=spf1 -all   "
  joined.example TXT "v=spf1" "mx"
  joined2.example TXT "v=spf1 ip4:192." "0.2.1 -a" "ll"
  v10.example TXT "v=spf10 -all"
  v10.example TXT "v=spf1 ip4:192.0.2.1"
  tab.example TXT "v=spf1\\009-all"
  lead.example TXT " v=spf1 -all"
  case.example TXT "V=SpF1 ~ALL"
  two.example TXT "v=spf1 +all"
  two.example TXT "V=spf1 -all"
  same.example TXT "v=spf1 -all"
  same.example TXT "v=spf1 -all"
  others.example TXT "google-site-verification=x"
  others.example TXT "\\226\\130\\172"
  others.example TXT ""
  others.example TXT "v=spf1 -all"
  sender-id.example TXT "spf2.0/pra -all"
  quoted.example TXT "\\"v=spf1 -all\\""
  long.example TXT "v=spf1 ${FILL}ip4:192.0.2.1 -all"
  zero.example TXT ""
  nothing.example TXT ""
  `,
  [
    [
      'an empty record',
      'u@empty.example',
      IP,
      'neutral',
      { reason: 'v=spf1 names no address, and it has no all (RFC 7208 §4.7)' },
    ],
    ['spaces at the end', 'u@trail.example', IP, 'fail'],
    ['strings are joined without a space', 'u@joined.example', IP, 'none'],
    ['wherever they are cut', 'u@joined2.example', IP, 'pass'],
    ['v=spf10 is another version', 'u@v10.example', IP, 'pass'],
    ['a tab does not end the version', 'u@tab.example', IP, 'none'],
    ['nothing stands before the version', 'u@lead.example', IP, 'none'],
    ['in any case', 'u@case.example', IP, 'softfail'],
    ['two records', 'u@two.example', IP, 'permerror', { reason: 'has 2 SPF records' }],
    ['twice the same', 'u@same.example', IP, 'permerror'],
    ['other TXT is none of our business', 'u@others.example', IP, 'fail'],
    ['Sender-ID is none of it either', 'u@sender-id.example', IP, 'none'],
    ['quotes inside', 'u@quoted.example', IP, 'none'],
    ['a record over several strings and 512 octets', 'u@long.example', IP, 'pass'],
    ['an empty TXT', 'u@zero.example', IP, 'none'],
  ],
);

cases(
  '§4.6 syntax is checked first, everywhere',
  `
  late.example TXT "v=spf1 ip4:192.0.2.1 -all moo"
  early.example TXT "v=spf1 moo ip4:192.0.2.1 -all"
  beside.example TXT "v=spf1 -all include:"
  highbit.example TXT "v=spf1 a:\\239\\187\\191garbage.example -all"
  highbit2.example TXT "v=spf1 \\128a:x.example -all"
  highbit3.example TXT "v=spf1 a:x.example \\150all"
  highbit4.example TXT "v=spf1 -all x=\\150"
  cr.example TXT "v=spf1 ip4:192.0.2.1\\013ptr -all"
  tabs.example TXT "v=spf1 ip4:192.0.2.1\\009-all"
  spaces.example TXT "v=spf1   ip4:192.0.2.1    -all"
  unknown.example TXT "v=spf1 moo.cow-far_out=man:dog/cat ip4:192.0.2.1 -all"
  slash.example TXT "v=spf1 moo.cow/far_out=man:dog/cat ip4:192.0.2.1 -all"
  colon.example TXT "v=spf1 moo.cow:far_out=man:dog/cat ip4:192.0.2.1 -all"
  nodomain.example TXT "v=spf1 a:foo-bar -all"
  redirect-colon.example TXT "v=spf1 ip4:192.0.2.1 redirect:unknown.example"
  default.example TXT "v=spf1 default=pass"
  default2.example TXT "v=spf1 default=+"
  nothing.example TXT "v=spf1 ip4:203.0.113.1"
  order.example TXT "v=spf1 ~ip4:192.0.2.0/24 ip4:192.0.2.1 -all"
  quoted.example TXT "v=spf1 'ip4:192.0.2.1' -all"
  dkim.example TXT "v=spf1 ip4:192.0.2.1; -all"
  v2.example TXT "v=spf1 v=spf1 ip4:192.0.2.1 -all"
  `,
  [
    [
      'after what matches',
      'u@late.example',
      IP,
      'permerror',
      {
        reason:
          'syntax error in the record of late.example at position 27: "moo" is not a mechanism',
      },
    ],
    ['before it', 'u@early.example', IP, 'permerror', { terms: 0 }],
    ['after all', 'u@beside.example', IP, 'permerror'],
    ['octets over 127 in a name', 'u@highbit.example', IP, 'permerror'],
    ['in a mechanism', 'u@highbit2.example', IP, 'permerror'],
    ['in all', 'u@highbit3.example', IP, 'permerror'],
    ['in an unknown modifier', 'u@highbit4.example', IP, 'permerror'],
    ['a CR separates nothing', 'u@cr.example', IP, 'permerror'],
    ['a tab neither', 'u@tabs.example', IP, 'permerror'],
    ['several spaces do', 'u@spaces.example', IP, 'pass'],
    ['§4.6.1: an unknown modifier', 'u@unknown.example', IP, 'pass'],
    ['"/" before "=" makes no modifier', 'u@slash.example', IP, 'permerror'],
    ['":" neither', 'u@colon.example', IP, 'permerror'],
    ['a name of one label', 'u@nodomain.example', IP, 'permerror'],
    ['redirect is no mechanism', 'u@redirect-colon.example', IP, 'permerror'],
    ['§4.7: default= is nothing', 'u@default.example', IP, 'neutral'],
    ['whatever it says', 'u@default2.example', IP, 'neutral'],
    [
      '§4.7: neutral when nothing matches',
      'u@nothing.example',
      IP,
      'neutral',
      { reason: 'no term of v=spf1 ip4:203.0.113.1 matches 192.0.2.1, and it has no all' },
    ],
    [
      '§4.6.2: the first match decides',
      'u@order.example',
      IP,
      'softfail',
      { reason: '192.0.2.1 matches ~ip4:192.0.2.0/24' },
    ],
    ['quotes', 'u@quoted.example', IP, 'permerror'],
    ['semicolons', 'u@dkim.example', IP, 'permerror'],
    ['the version twice is an unknown modifier', 'u@v2.example', IP, 'pass'],
  ],
);
