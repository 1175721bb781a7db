// The page of a finding: what it says, why it matters, what to do, readable without a report. The same words as `mailassay explain`.
import { CATALOG, FINDING_CODES, methodOf, type FindingCode } from '../diagnose/catalog.ts';
import type { Language } from '../message/requested-reply.ts';
import { COMMANDS } from '../words/commands.ts';
import { explain as en } from '../words/en/explain.ts';
import { exampleValues } from '../words/example-values.ts';
import type { ExplainWords } from '../words/explain-words.ts';
import type { PageWords } from '../words/en/pages.ts';
import { explain as id } from '../words/id/explain.ts';
import { alternatives, fillTemplate, placeholders, templates } from '../words/words.ts';
import { breakable, html, nothing, shown, type Html } from './html.ts';
import { sign, type Tone } from './icons.ts';

const WORDS: Readonly<Record<Language, ExplainWords>> = { en, id };
const TONES: Readonly<Record<string, Tone>> = {
  error: 'bad',
  warning: 'warn',
  notice: 'calm',
  ok: 'good',
};

/** Headings of the text are in capitals; on a page they are headings by themselves. */
function heading(text: string): string {
  const plain = text.replace(/:.*$/, '').toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

export function explainTitle(code: FindingCode, language: Language): string {
  const [first = code] = alternatives(templates(code, language).title);
  return fillTemplate(first, exampleValues(code));
}

export function explainPage(code: FindingCode, language: Language, words: PageWords): Html {
  const said = WORDS[language];
  const { severity, citation } = CATALOG[code];
  const { why, fix, title } = templates(code, language);
  const values = exampleValues(code);
  const filled = (text: string | readonly [string, ...string[]]): string[] =>
    [...new Set(alternatives(text).map((one) => fillTemplate(one, values)))].filter(
      (one) => one !== '',
    );
  const [first = '', ...others] = filled(title);
  const method = methodOf(code);
  return html`<article class="prose">
    <p class="crumbs"><a href="/explain">← ${words.explain.all}</a></p>
    <p class="fine"><code>${code}</code></p>
    <h1>${breakable(first, 400)}</h1>
    <p class="result ${TONES[severity]}">
      ${sign(TONES[severity] ?? 'calm')} ${words.report.severity[severity]}
    </p>
    <p>${said.severity[severity].meaning}</p>
    ${others.map((other) => html`<p class="fine">${said.or} ${breakable(other, 400)}</p>`)}
    ${paragraphs(heading(said.why), filled(why))} ${fixes(alternatives(fix), values, said)}
    ${paragraphs(heading(said.about), [said.methods[method]])}
    <h2>${heading(said.look)}</h2>
    <pre tabindex="0">${COMMANDS[method].join('\n')}</pre>
    ${paragraphs(heading(said.citation), [citation])}
    <p class="fine">${said.examples}</p>
  </article>`;
}

function paragraphs(title: string, texts: readonly string[]): Html {
  return texts.length === 0
    ? nothing
    : html`<h2>${title}</h2>
        ${texts.map((text) => html`<p>${breakable(text, 2000)}</p>`)}`;
}

/** Each alternative with the condition under which it is taken. */
function fixes(
  all: readonly string[],
  values: Readonly<Record<string, string>>,
  said: ExplainWords,
): Html {
  const texts = all.filter((one) => one !== '');
  if (texts.length === 0) return nothing;
  return html`<h2>${heading(said.fix)}</h2>
    ${texts.map((template, index) => {
      const isLast = index === texts.length - 1;
      const later = new Set(texts.slice(index + 1).flatMap(placeholders));
      const known = placeholders(template)
        .filter((name) => !later.has(name))
        .map((name) => said.conditions[name])
        .find((one) => one !== undefined);
      const condition =
        texts.length === 1
          ? null
          : isLast
            ? said.otherwise
            : (known ?? (index === 0 ? null : said.or));
      return html`${condition === null ? nothing : html`<h3>${condition}</h3>`}
        <p>${breakable(fillTemplate(template, values), 3000)}</p>`;
    })}`;
}

/** All findings, by method. */
export function explainIndex(language: Language, words: PageWords): Html {
  const methods = [...new Set(FINDING_CODES.map(methodOf))];
  return html`<article class="prose">
    <h1>${words.explain.title}</h1>
    <p class="lead">${words.explain.lead}</p>
    ${methods.map(
      (method) =>
        html`<details class="more">
          <summary>
            ${method === 'message' || method === 'connection' || method === 'domain' || method === 'requirements' ? words.explain.methods[method] : method.toUpperCase()}
          </summary>
          <dl>
            ${FINDING_CODES.filter((code) => methodOf(code) === method).map(
              (code) =>
                html`<dt>
                    ${sign(TONES[CATALOG[code].severity] ?? 'calm')}
                    <a href="/explain/${code}"><code>${code}</code></a>
                  </dt>
                  <dd>${shown(explainTitle(code, language), 200)}</dd>`,
            )}
          </dl>
        </details>`,
    )}
  </article>`;
}
