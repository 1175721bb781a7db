// Letters for DMARC (RFC 9989): whose names pass, and what stands in From.
import { change, letter, put, sent, sign, SIGNED, type Letter } from '../letter.ts';

/** The plain letter of an author, signed by whom? */
const by =
  (author: string, d: string, values: Record<string, string | null> = {}) =>
  (): Letter =>
    sent(letter({ From: author, ...values }), sign({ d }));

export const dmarcLetters: Record<string, () => Letter> = {
  '300-dmarc-none-not-aligned': by('Alice <alice@example.org>', 'esp.example'),
  '309-dmarc-nothing-passed': () => letter(),
  '310-dmarc-none-policy-not-aligned': by('Alice <alice@example.org>', 'esp.example'),
  '311-dmarc-reject-not-aligned': by('Alice <alice@example.org>', 'esp.example'),
  '312-dmarc-sp': by('Alice <alice@news.example.org>', 'esp.example'),
  '313-dmarc-np': by('Alice <alice@gone.example.org>', 'esp.example'),
  '314-dmarc-np-of-a-name-that-exists': by('Alice <alice@here.example.org>', 'esp.example'),
  '315-dmarc-testing': by('Alice <alice@example.org>', 'esp.example'),
  '316-dmarc-testing-quarantine': by('Alice <alice@example.org>', 'esp.example'),
  '317-dmarc-public-suffix': by('Alice <alice@mail.shop.gov.example>', 'shop.gov.example'),
  '318-dmarc-organization-of-its-own': by('Alice <alice@news.example.org>', 'example.org'),
  '319-dmarc-nine-labels': by('Alice <alice@a.b.c.d.e.f.g.example.org>', 'example.org'),
  '320-dmarc-adkim-strict': by('Alice <alice@example.org>', 'mail.example.org'),
  '321-dmarc-aspf-strict': () => letter(),
  '324-dmarc-sibling': by('Alice <alice@news.example.org>', 'mail.example.org'),
  '330-dmarc-legacy-differs': by('Alice <alice@alice.github.io>', 'alice.github.io'),
  '332-dmarc-own-record-parent-away': by('Alice <alice@news.example.org>', 'news.example.org'),
  '337-dmarc-reject-on-list': () =>
    sent(
      letter({ 'List-Post': '<mailto:talk@example.org>', 'List-Id': 'Talk <talk.example.org>' }),
      sign(),
    ),
  '338-dmarc-public-suffix-policy': by('Alice <alice@shop.gov.example>', 'esp.example'),

  '340-from-missing': () => sent(letter({ From: null }), sign({ h: SIGNED })),
  '341-from-twice': () =>
    sent(
      letter(),
      sign({ h: SIGNED.replace('From:From:', 'From:') }),
      put('From: Bank <service@bank.example>'),
    ),
  '342-from-malformed': by('alice@@example.org', 'example.org'),
  '343-from-two-authors': by('Alice <alice@example.org>, Bob <bob@example.org>', 'example.org', {
    Sender: 'alice@example.org',
  }),
  '344-from-two-authors-no-sender': by(
    'Alice <alice@example.org>, Bob <bob@example.org>',
    'example.org',
  ),
  '345-from-two-domains': by('Alice <alice@example.org>, Bob <bob@bank.example>', 'example.org', {
    Sender: 'alice@example.org',
  }),
  '346-from-empty-group': by('Undisclosed:;', 'example.org'),
  '347-from-quoted-local-part': by('"x<y@example.org>"@bank.example', 'example.org'),
  '348-from-space-in-domain': by('Bank <x@bank . example>', 'example.org'),
  '349-from-comment-in-domain': by('x@bank(our office).example', 'example.org'),
  '350-from-no-comma': by('<alice@example.org> <service@bank.example>', 'example.org'),
  '351-from-address-in-name': by('"service@bank.example" <alice@example.org>', 'example.org'),
  '352-from-address-literal': by('Alice <alice@[192.0.2.25]>', 'example.org'),
  '353-from-source-route': by('Alice <@relay.example:alice@example.org>', 'example.org'),
  '354-from-folded-comment': () =>
    sent(
      letter(),
      change('From', 'From: Alice\r\n (of (the)\r\n desk) <alice@example.org>'),
      sign(),
    ),
  '355-from-upper-case': by('Alice <Alice@EXAMPLE.ORG>', 'example.org'),
};
