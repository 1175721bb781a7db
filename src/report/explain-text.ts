// `explain CODE`: the long form of a finding, an article that can be read without a report: what it says (with example values), why it
// matters, what to do, what it is graded by, and what the method is and how to look for oneself. Plain text, 72 columns.
import { CATALOG, methodOf, type FindingCode } from '../diagnose/catalog.ts';
import type { Language } from '../message/requested-reply.ts';
import { quoteWrap } from './quote-wrap.ts';
import { wrap } from './wrap.ts';
import { COMMANDS } from '../words/commands.ts';
import { explain as en } from '../words/en/explain.ts';
import { exampleValues } from '../words/example-values.ts';
import type { ExplainWords } from '../words/explain-words.ts';
import { explain as id } from '../words/id/explain.ts';
import { alternatives, fillTemplate, placeholders, templates } from '../words/words.ts';

const WORDS: Readonly<Record<Language, ExplainWords>> = { en, id };

export function explain(code: FindingCode, language: Language): string {
  const words = WORDS[language];
  const { severity, citation } = CATALOG[code];
  const { title, why, fix } = templates(code, language);
  const values = exampleValues(code);
  const said = (text: string | readonly [string, ...string[]]): string[] =>
    [...new Set(alternatives(text).map((one) => fillTemplate(one, values)))].filter(
      (one) => one !== '',
    );
  const method = methodOf(code);
  const silenced: readonly string[] = CATALOG[code].silences ?? [];
  return [
    code,
    '',
    ...section(words.says, said(title), words.or),
    ...section(words.why, said(why), words.or),
    ...fixSection(words, alternatives(fix), values),
    ...section(words.severity[severity].name, [words.severity[severity].meaning], ''),
    ...section(words.citation, [citation], ''),
    ...section(words.about, [words.methods[method]], ''),
    words.look,
    ...COMMANDS[method].map((command) => `    ${command}`),
    '',
    ...(silenced.length === 0
      ? []
      : section(
          words.silences,
          [
            silenced
              .map((name) => (name.includes('-') ? name : words.wholeMethod(name)))
              .join(', '),
          ],
          '',
        )),
    ...wrap(words.examples),
    '',
  ].join('\n');
}

/** Each alternative with the condition under which it is taken. */
function fixSection(
  words: ExplainWords,
  templatesOfFix: readonly string[],
  values: Readonly<Record<string, string>>,
): string[] {
  const paragraph = (text: string): string[] => quoteWrap(text, { first: '    ', rest: '    ' });
  const all = templatesOfFix.filter((one) => one !== '');
  if (all.length < 2)
    return section(
      words.fix,
      all.map((one) => fillTemplate(one, values)),
      '',
    );
  const lines = all.flatMap((template, index) => {
    const isLast = index === all.length - 1;
    const others = new Set(all.slice(index + 1).flatMap(placeholders));
    // The value that decides is one that no later alternative needs.
    const deciding = placeholders(template).filter((name) => !others.has(name));
    const known = deciding
      .map((name) => words.conditions[name])
      .find((condition) => condition !== undefined);
    const condition = known ?? (isLast ? words.otherwise : index === 0 ? null : words.or);
    return [
      ...(condition === null ? [] : [`  ${isLast ? words.otherwise : condition}`]),
      ...paragraph(fillTemplate(template, values)),
    ];
  });
  return [words.fix, ...lines, ''];
}

/** A heading and its paragraphs; between alternatives stands `or`. Nothing when there is nothing to say. */
function section(heading: string, paragraphs: readonly string[], or: string): string[] {
  if (paragraphs.length === 0) return [];
  const lines = paragraphs.flatMap((text, index) => [
    ...(index === 0 ? [] : [`    ${or}`]),
    ...quoteWrap(text, { first: '  ', rest: '  ' }),
  ]);
  return [heading, ...lines, ''];
}
