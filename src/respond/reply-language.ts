// The language of an answer (DESIGN.md §2): what the address says, then what the mail says of itself (RFC 3282), then English.
import type { Language, RequestedReply } from '../message/requested-reply.ts';
import type { HeaderField } from '../message/message-facts.ts';

export function languageOf({ language }: RequestedReply, fields: readonly HeaderField[]): Language {
  if (language !== null) return language;
  for (const name of ['content-language', 'accept-language']) {
    const wanted = fields.find((field) => field.name.toLowerCase() === name)?.value ?? '';
    const known = preferred(wanted);
    if (known !== null) return known;
  }
  return 'en';
}

/** The known language that is wanted most: RFC 5646 primary subtags with RFC 9110 §12.4.2 weights; `in` was Indonesian before 1989. */
export function preferred(header: string): Language | null {
  let best: { language: Language; weight: number } | null = null;
  for (const range of header.split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const primary = tag.split('-', 1)[0] ?? '';
    const language: Language | null =
      primary === 'en' ? 'en' : primary === 'id' || primary === 'in' ? 'id' : null;
    const weight = Number(
      parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1,
    );
    if (language !== null && weight > 0 && weight > (best?.weight ?? 0))
      best = { language, weight };
  }
  return best?.language ?? null;
}
