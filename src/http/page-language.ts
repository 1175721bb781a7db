// Which language a page is in: what the reader chose with the switch (?lang=, remembered in a cookie), else what the browser asks for.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Language } from '../message/requested-reply.ts';

function known(text: string | undefined): Language | null {
  return text === 'en' || text === 'id' ? text : null;
}

/** RFC 9110 §12.5.4: the range with the highest weight of those we have; null when none is asked for. */
export function accepted(header: string | undefined): Language | null {
  const ranges = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = Number(/^q=([01](?:\.\d{0,3})?)$/.exec(parameters[0] ?? '')?.[1] ?? 1);
      // "in" is what Indonesian was before 1989, and some software still says.
      const primary = tag.split('-')[0]?.replace(/^in$/, 'id');
      return { language: known(primary), weight };
    });
  const best = ranges
    .filter(({ language, weight }) => language !== null && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)[0];
  return best?.language ?? null;
}

export function pageLanguage(context: Context, isSecure: boolean): Language {
  const chosen = known(context.req.query('lang'));
  if (chosen !== null) {
    setCookie(context, 'lang', chosen, {
      path: '/',
      maxAge: 31_536_000,
      sameSite: 'Lax',
      httpOnly: true,
      secure: isSecure,
    });
    return chosen;
  }
  return (
    known(getCookie(context, 'lang')) ?? accepted(context.req.header('accept-language')) ?? 'en'
  );
}
