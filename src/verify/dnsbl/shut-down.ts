// Blocklists that are no more, by the announcements of those who ran them. Some answer nothing, some were sold with their domain, and several
// made a point of listing everybody in the end; asking any of them can only give a wrong answer.

const SHUT_DOWN: Readonly<Record<string, string>> = {
  'ahbl.org': '2015',
  'blitzed.org': '2006',
  'dnsbl.inps.de': '2020',
  'dsbl.org': '2008',
  'emailbasura.org': '2019',
  'ix.dnsbl.manitu.net': '2025',
  'megarbl.net': '2019',
  'njabl.org': '2013',
  'orbs.org': '2001',
  'ordb.org': '2006',
  'osirusoft.com': '2003',
  'rfc-ignorant.org': '2012',
  'sorbs.net': '2024',
  'spamcannibal.org': '2018',
};

/** The year in which a list ended; null for one that is not known to have. A name stands for all lists below it. */
export function shutDown(zone: string): string | null {
  const name = zone.toLowerCase();
  for (const [gone, year] of Object.entries(SHUT_DOWN))
    if (name === gone || name.endsWith(`.${gone}`)) return year;
  return null;
}
