// Links that a gateway led through itself, where its link holds the old one: Microsoft Safe Links, Proofpoint URL Defense, Barracuda.
// Undone only as a candidate: what was signed is proven by the hash alone. Not known here: links that hold nothing (suspects.ts names them).
import { candidate, counted, type BodyCandidate } from './body-candidate.ts';

/** What stood in a gateway's link, and the gateway; null for any other link. Linear in the link. */
function restored(link: string): { name: string; url: string } | null {
  const [, host = '', rest = ''] = /^https?:\/\/([^/?]+)([^]*)$/i.exec(link) ?? [];
  const name = host.toLowerCase();
  if (name.endsWith('.safelinks.protection.outlook.com'))
    return made('Safe Links', percentDecoded(argument(rest, 'url')));
  if (/^urldefense\.(?:proofpoint\.)?com$/.test(name)) {
    if (rest.startsWith('/v2/'))
      return made(
        'URL Defense',
        percentDecoded(argument(rest, 'u').replaceAll('-', '%').replaceAll('_', '/')),
      );
    if (rest.startsWith('/v1/')) return made('URL Defense', percentDecoded(argument(rest, 'u')));
    const end = rest.startsWith('/v3/__') ? rest.indexOf('__;') : -1;
    if (end < 0) return null;
    // What follows the mark that ends it was never part of the link.
    const after = rest.slice(rest.indexOf('$', end) < 0 ? rest.length : rest.indexOf('$', end) + 1);
    return made('URL Defense', rest.slice(6, end).replace(/^(https?:\/)(?=[^/])/i, '$1/') + after);
  }
  if (name === 'linkprotect.cudasvc.com')
    return made('Barracuda', percentDecoded(argument(rest, 'a')));
  if (name.endsWith('.protection.sophos.com'))
    return made(
      'Sophos',
      Buffer.from(percentDecoded(argument(rest, 'u')), 'base64').toString('latin1'),
    );
  return null;
}

const made = (name: string, url: string): { name: string; url: string } | null =>
  url === '' ? null : { name, url };

const argument = (rest: string, name: string): string =>
  new RegExp(`[?&;]${name}=([^&]*)`).exec(rest)?.[1] ?? '';

function percentDecoded(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

export function* linksUndone(text: string): Generator<BodyCandidate> {
  let links = 0;
  const names = new Set<string>();
  const all = text.replace(/https?:\/\/[^"'\s<>]+/gi, (link) => {
    const found = restored(link);
    if (found === null) return link;
    links++;
    names.add(found.name);
    return found.url;
  });
  if (links > 0)
    yield candidate(all, 'urls-rewritten', `${counted(links, 'link')}, ${[...names].join(', ')}`);
}
