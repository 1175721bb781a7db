// How every page is sent: in the reader's language, inside the frame.
import type { Content } from '../page/document.ts';
import { documentPage } from '../page/document.ts';
import type { Assets } from '../page/assets.ts';
import type { PageWords } from '../words/en/pages.ts';
import { pageWords } from '../words/page-words.ts';
import type { Language } from '../message/requested-reply.ts';
import { pageLanguage } from './page-language.ts';
import type { WebContext, WebDeps } from './deps.ts';

export interface Framed {
  language: Language;
  words: PageWords;
  send(
    content: Content,
    status?: 200 | 202 | 400 | 403 | 404 | 429 | 500 | 503,
  ): Response | Promise<Response>;
}

export type Framing = (context: WebContext, path?: string) => Framed;

export function framing(
  { settings, version, publicUrl }: Pick<WebDeps, 'settings' | 'version' | 'publicUrl'>,
  assets: Assets,
): Framing {
  return (context, path = context.req.path) => {
    const language = pageLanguage(context, isSecure(publicUrl()));
    const words = pageWords(language);
    return {
      language,
      words,
      send(content, status = 200) {
        context.header('Content-Language', language);
        context.header('Vary', 'Accept-Language, Cookie');
        return context.html(
          documentPage(
            { language, assets, path, version, domain: settings.domain, operator: settings },
            content,
          ),
          status,
        );
      },
    };
  };
}

export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
