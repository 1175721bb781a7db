// Links that a gateway led through itself, where its link holds the old one: Microsoft Safe Links, Proofpoint URL Defense, Cisco, Trend
// Micro, Google, Barracuda, Sophos and whoever else puts the whole of it into his own. Undone only as a candidate: what was signed is
// proven by the hash alone. Not known here: links that hold nothing (suspects.ts names them).
import { counted, type BodyStep } from './body-candidate.ts';

/** What stood in a gateway's link, and the gateway; null for any other link. Linear in the link. */
function restored(link: string): { name: string; url: string } | null {
  const [, host = '', rest = ''] = /^https?:\/\/([^/?]+)([^]*)$/i.exec(link) ?? [];
  const name = host.toLowerCase().replace(/:\d+$/, '');
  if (name.endsWith('.safelinks.protection.outlook.com'))
    return made('Safe Links', percentDecoded(argument(rest, 'url')));
  if (/^urldefense\.(?:proofpoint\.)?com$/.test(name)) return urlDefense(rest);
  if (name === 'linkprotect.cudasvc.com')
    return made('Barracuda', percentDecoded(argument(rest, 'a')));
  if (name.endsWith('.protection.sophos.com'))
    return made(
      'Sophos',
      Buffer.from(percentDecoded(argument(rest, 'u')), 'base64').toString('latin1'),
    );
  // secure-web.cisco.com/HASH/URL
  if (name === 'secure-web.cisco.com')
    return made('Cisco', percentDecoded(/\/(https?(?:%3A|:)[^]*)$/i.exec(rest)?.[1] ?? ''));
  if (name.endsWith('.trendmicro.com'))
    return made('Trend Micro', percentDecoded(argument(rest, 'url')));
  if (/^(?:www\.)?google\.[a-z.]{2,6}$/.test(name) && rest.startsWith('/url?'))
    return made('Google', percentDecoded(argument(rest, 'q') || argument(rest, 'url')));
  // Somebody else's: a whole link as an argument or at the end of the path.
  const whole =
    /[?&;][A-Za-z_]{1,20}=(https?%3A%2F%2F[^&]*)/i.exec(rest)?.[1] ??
    /\/(https?%3A%2F%2F[^?&]*)$/i.exec(rest)?.[1] ??
    '';
  return made(name, percentDecoded(whole));
}

function urlDefense(rest: string): { name: string; url: string } | null {
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

const made = (name: string, url: string): { name: string; url: string } | null =>
  /^(?:https?|ftp|mailto):/i.test(url) ? { name, url } : null;

const argument = (rest: string, name: string): string =>
  new RegExp(`[?&;]${name}=([^&]*)`).exec(rest)?.[1] ?? '';

function percentDecoded(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const AMP = /&(?:amp|#38|#x26);/gi;

/** How often "&" was written as in HTML. */
type Ampersand = 'kept' | 'html' | 'plain' | 'mixed';

/** A decoded text with its old links, in each way that "&" may have been written in them; nothing where it holds none. */
export function* linksRestored(text: string): Generator<{ text: string; step: BodyStep }> {
  const seen = new Set([text]);
  for (const way of ['kept', 'html', 'plain', 'mixed'] as Ampersand[]) {
    let links = 0;
    const names = new Set<string>();
    const after = text.replace(/https?:\/\/[^"'\s<>]+/gi, (link, at: number) => {
      const isEscaped = /&(?:amp|#38|#x26);/i.test(link);
      const found = restored(isEscaped ? link.replace(AMP, '&') : link);
      if (found === null) return link;
      links++;
      names.add(found.name);
      const inAttribute = /["'=]$/.test(text.slice(Math.max(0, at - 1), at));
      const asHtml =
        way === 'html' || (way === 'kept' && isEscaped) || (way === 'mixed' && !inAttribute);
      return asHtml ? found.url.replace(AMP, '&').replaceAll('&', '&amp;') : found.url;
    });
    if (links === 0) return;
    if (seen.has(after)) continue;
    seen.add(after);
    yield {
      text: after,
      step: {
        kind: 'urls-rewritten',
        detail: `${counted(links, 'link')}, ${[...names].join(', ')}`,
      },
    };
  }
}
