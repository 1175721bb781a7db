// What can have happened to a signed message on its way: every `kind` that forensics may state (FORENSICS.md). The words are an
// interface: the report has a sentence for each, and they never change meaning. Not known here: how any of it is proven.

/** Changes of the body, proven by bh= (RFC 6376 §3.7). */
export const BODY_KINDS = [
  'lines-appended', // a footer, a disclaimer, a list trailer
  'lines-prepended', // a banner above the text
  'lines-inserted', // text put in between, or at an end of a MIME part
  'blank-lines-changed', // empty or blank lines added, removed or doubled
  'trailing-white-space-changed', // white space at line ends taken away or added
  'tabs-to-spaces',
  'spaces-to-tabs',
  'white-space-changed', // other white space within lines
  'line-endings-changed', // bare LF or CR made CRLF
  'dot-stuffing', // dots at line starts doubled, or taken away (RFC 5321 §4.5.2)
  'from-escaped', // "From " made ">From "
  'from-unescaped', // ">From " made "From "
  'transfer-encoding-changed', // a part's 7bit, 8bit, quoted-printable or base64 made another of them, or encoded anew
  'charset-changed', // a part converted to another character set
  'lines-wrapped', // long lines broken
  'lines-joined', // broken lines made long ones
  'mime-part-added',
  'mime-part-removed',
  'mime-header-changed', // the header of a part rewritten
  'wrapped-in-multipart', // the whole message became a part of a new one
  'urls-rewritten', // links led through a gateway, in a way that can be undone
  'octets-after-length', // not signed: they stand after what l= covers (RFC 6376 §3.4.5)
] as const;

/** Changes of signed header fields, proven by b=. */
export const HEADER_KINDS = [
  'subject-tag', // "[list] ", "***SPAM*** ", "[EXTERNAL] ", "Re: " put into the subject
  'subject-changed', // a tag taken out, or another change
  'field-refolded',
  'field-white-space-changed',
  'field-name-case-changed',
  'field-removed',
  'field-duplicated', // added a second time
  'field-added', // where it was signed as absent (RFC 6376 §8.15)
  'fields-reordered', // among fields of one name
  'encoded-word-decoded', // RFC 2047 text made plain
  'encoded-word-encoded', // plain text made RFC 2047
  'encoded-word-reencoded', // the same text in other encoded-words
  'encoded-word-charset-changed', // the charset's name or its case
  'display-name-quoted',
  'display-name-unquoted',
  'display-name-reencoded',
  'display-name-changed',
  'address-case-changed',
  'address-group-changed', // "undisclosed-recipients:;" in another form
  'address-list-changed', // another form of the same addresses
  'from-rewritten', // another author put in (DMARC munging of lists)
  'message-id-rewritten',
  'date-rewritten',
  'mime-version-rewritten',
  'content-type-rewritten',
  'content-transfer-encoding-rewritten',
  'field-changed', // any other, known from a copy
  'signature-refolded', // the DKIM-Signature field itself
  'signature-value-changed', // b= damaged
  'body-hash-changed', // bh= altered, while the body is whole
] as const;

/** What is seen in the message and may have done it; never a proof. */
export const SUSPECT_KINDS = [
  'amavis',
  'zimbra',
  'mailman',
  'sympa',
  'mailscanner',
  'spamassassin',
  'mimedefang',
  'altermime',
  'exchange',
  'mimecast',
  'proofpoint',
  'barracuda',
  'sophos',
  'symantec',
  'trend-micro',
  'cisco-ironport',
  'fortimail',
  'google-groups',
  'sendmail',
  'mailing-list',
  'transfer-encoding-converter', // X-MIME-Autoconverted
  'urls-rewritten',
  'attachment-stripped',
  'html-rewritten',
] as const;

export type BodyKind = (typeof BODY_KINDS)[number];
export type HeaderKind = (typeof HEADER_KINDS)[number];
export type SuspectKind = (typeof SUSPECT_KINDS)[number];
