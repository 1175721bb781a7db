// The words of the page about the API in English.

export const en = {
  title: 'API',
  lead: 'Make a test address, send mail to it, read the report. JSON in and out.',
  auth: 'An id opens what it names: keep it to yourself. Where the operator has set tokens, making tests and checks need one of them: Authorization: Bearer TOKEN.',
  forms:
    'Reports are also at /r/REPORT.txt, .json, .junit.xml and .sarif; /r/REPORT answers in the form that Accept asks for.',
  calls: {
    make: 'Makes an address. All fields are optional: label, lang (en or id), ttl in seconds. The answer holds id, address, page and deleteUrl; deleteUrl is told once.',
    wait: 'How the test stands, with its reports, last first. wait waits for the next report, at most 60 seconds; after=REPORT waits for one after it.',
    events:
      'The same as Server-Sent Events: step (each thing as it is known; arrival tells messages apart), received, report (id, verdict, summary), end (deleted). Last-Event-ID and after= resume.',
    report: 'A report: schema mailassay-report/1. It has an ETag.',
    share:
      'A link to the report without mail addresses, subject and text. The same link each time; DELETE takes it back.',
    check:
      'Judges a saved message as if it had come from that address; nothing is stored. LF and CRLF line ends, at most 1 MiB.',
    domain:
      'What a domain publishes: SPF with all it includes, DMARC, MX, MTA-STS, TLS-RPT, DANE, BIMI.',
    key: 'A published DKIM key.',
    remove:
      'Deletes the test, its messages and reports. The secret is in deleteUrl; it may also be sent as a bearer token.',
  },
  errors: 'Errors',
  errorsLead:
    'Every error is application/problem+json (RFC 9457): title names the kind, detail says what to do.',
  codes: {
    400: 'The request does not fit; the detail says where.',
    401: 'A token is needed, or this one is unknown.',
    403: 'Not the secret of this test.',
    404: 'Unknown, past its time, or deleted.',
    405: 'Not with this method; Allow names those that work.',
    413: 'Too large.',
    415: 'Not that media type.',
    422: 'The message is refused, as it would be by SMTP.',
    429: 'Too many; Retry-After says when to ask again.',
    503: 'Too busy; Retry-After says when to ask again.',
  },
};

export type ApiWords = typeof en;
