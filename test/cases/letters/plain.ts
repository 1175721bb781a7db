// Cases that are about DNS or the session alone: they all carry the same plain, well signed letter.
import { letter, sent, sign, type Letter } from '../letter.ts';

const NAMES = `
100-spf-ip4-network 101-spf-ip4-just-outside 102-spf-ip4-all-of-them 103-spf-ip4-for-an-ipv6-client 104-spf-a 105-spf-a-with-prefix
106-spf-a-dual-prefix 107-spf-mx 108-spf-eleven-mx 109-spf-ptr 110-spf-ptr-not-validated 111-spf-exists 112-spf-include-passes
113-spf-include-fails 114-spf-include-neutral 115-spf-include-not-reached 116-spf-include-away 117-spf-redirect 118-spf-redirect-to-nothing
119-spf-redirect-beside-all 120-spf-softfail 121-spf-neutral 122-spf-neutral-all-unused 123-spf-no-all 124-spf-no-all-nothing-matches
125-spf-none 126-spf-several 127-spf-upper-case 128-spf-version-ten 129-spf-misspelt-mechanism 130-spf-error-behind-a-match
131-spf-unknown-modifier 132-spf-redirect-twice 133-spf-after-all 134-spf-pass-all 135-spf-ten-lookups 136-spf-eleven-lookups
137-spf-dear-record 138-spf-two-voids 139-spf-three-voids 140-spf-voids-not-reached 141-spf-include-loop 142-spf-redirect-loop
143-spf-macro-parts 144-spf-macro-helo-and-version 145-spf-macro-ipv6 146-spf-macro-plus 147-spf-macro-unknown 148-spf-macro-lone-percent
149-spf-explanation 150-spf-type-99-only 151-spf-sender-id-only 152-spf-at-the-mail-host 153-spf-split-strings
154-spf-split-strings-space-lost 155-spf-servfail 156-spf-timeout 157-spf-mx-is-an-address 158-spf-over-512-octets 159-spf-underscore
160-spf-helo-fails 161-spf-helo-none 162-spf-null-path-helo-none 163-spf-null-path-literal 164-spf-no-such-domain 165-spf-include-syntax
166-spf-include-several 167-spf-prefix-too-long 168-spf-prefix-leading-zero 169-spf-empty-target 170-spf-dash-of-a-word-processor
171-spf-single-label-target 172-spf-behind-alias 173-spf-empty-txt-beside 174-spf-provider-misses-host 175-spf-eleven-ptr-names
176-spf-include-of-no-name 177-spf-txt-without-strings 301-dmarc-several 302-dmarc-no-p 303-dmarc-no-p-no-rua 304-dmarc-p-misspelt
305-dmarc-version-lower-case 306-dmarc-version-last 307-dmarc-at-the-domain-itself 308-dmarc-without-underscore 322-dmarc-strict-exact
323-dmarc-policy-none-blind 339-dmarc-alias-to-nothing 356-dmarc-pct-zero 325-dmarc-rua-not-authorized 326-dmarc-rua-authorized 327-dmarc-rua-no-mailbox 328-dmarc-rua-without-mailto
329-dmarc-historic-tags 331-dmarc-servfail 333-dmarc-tag-twice 334-dmarc-behind-alias 335-dmarc-spaces-and-case 336-dmarc-other-txt-beside
500-ptr-none 501-ptr-mismatch 502-ptr-several-names 503-ptr-servfail 504-ptr-name-timeout 505-ptr-generic 506-ptr-dynamic 507-helo-localhost
508-helo-single-word 509-helo-literal 510-helo-unresolvable 511-helo-elsewhere 512-no-tls 513-old-tls 514-tls-1-2 515-ipv6-without-ptr
516-ptr-classless 517-ptr-generic-but-mail 518-helo-upper-case 519-ptr-name-without-address 520-hidden-by-a-container-bridge 801-domain-null-mx
802-domain-null-mx-beside-others 803-domain-without-mail-server 804-domain-implicit-mx 805-domain-mx-is-an-address 810-bimi-record
811-bimi-no-certificate 812-bimi-policy 813-bimi-syntax 814-bimi-several 815-bimi-declined 816-bimi-servfail
`;

export const plainLetters: Record<string, () => Letter> = Object.fromEntries(
  NAMES.trim()
    .split(/\s+/)
    .map((name) => [name, () => sent(letter(), sign())]),
);
