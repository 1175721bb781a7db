// The SMTP dialogue of a message, line by line with its times, and beside it what was looked up and decided at that moment. Readable at once;
// the script steps through it.
import type { DialogueLine } from '../../message/envelope.ts';
import type { Report } from '../../report/report.ts';
import { breakable, html, nothing, shown, type Html } from '../html.ts';
import { numberText } from '../format.ts';
import { sign, toneOf, type Tone } from '../icons.ts';
import { countOf, outcomeOf, outcomeTone } from '../outcome.ts';
import { resultWord } from '../verdict-badge.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { check } from './check.ts';

interface Meaning {
  tone: Tone;
  text: string;
}

export function conversationSection(report: Report, words: PageWords): Html {
  const { dialogue = [] } = report.envelope;
  if (dialogue.length === 0) return nothing;
  const { talk } = words;
  const last = dialogue.at(-1)?.ms ?? 0;
  const button = (act: 'play' | 'back' | 'forward' | 'all'): Html =>
    html`<button type="button" class="button small" data-act="${act}">${talk[act]}</button>`;
  return check(
    { id: 'talk', title: talk.title, note: talk.count(dialogue.length, seconds(last, words)) },
    html`<p class="fine">${talk.lead}</p>
      <p class="player" data-of="dialogue" role="group" aria-label="${talk.title}" hidden>
        ${button('play')} ${button('back')} ${button('forward')} ${button('all')}
      </p>
      <ol class="talk" id="dialogue">
        ${dialogue.map((line, index) => row(line, meaningsAt(dialogue, index, report, words), words))}
      </ol>`,
  );
}

function seconds(ms: number, words: PageWords): string {
  return words.seconds(numberText(ms / 1000, words, 2));
}

function row(
  { ms, from, text }: DialogueLine,
  meanings: readonly Meaning[],
  words: PageWords,
): Html {
  return html`<li class="${from}">
    <time>${seconds(ms, words)}</time>
    <span
      ><span class="visually-hidden">${words.talk.who[from]}: </span
      ><code>${breakable(text, 300)}</code></span
    >
    ${meanings.map(({ tone, text: meaning }) => html`<p class="meaning ${tone}">${sign(tone)} ${breakable(meaning, 400)}</p>`)}
  </li>`;
}

/** What was known from this line on. */
function meaningsAt(
  dialogue: readonly DialogueLine[],
  index: number,
  report: Report,
  words: PageWords,
): Meaning[] {
  const line = dialogue[index];
  if (line === undefined) return [];
  const { iprev, spf, dmarc, envelope, summary, verdict } = report;
  const { talk } = words;
  const said = (method: string, result: string, subject: string): Meaning => ({
    tone: toneOf(result),
    text: `${method}: ${resultWord(method, result, words)}${subject === '' ? '' : `, ${shown(subject, 200)}`}`,
  });
  // The greeting.
  if (index === 0) return [said('PTR', iprev.result, iprev.name ?? iprev.ip)];
  if (line.from === 'server') return [];
  const isLast = (verb: RegExp): boolean =>
    verb.test(line.text) &&
    !dialogue.slice(index + 1).some(({ from, text }) => from === 'client' && verb.test(text));
  if (isLast(/^(?:EHLO|HELO)\b/i)) return [said('SPF HELO', spf.helo.result, spf.helo.domain)];
  if (isLast(/^STARTTLS\b/i) && envelope.tls !== null)
    return [{ tone: 'good', text: `${envelope.tls.version}, ${envelope.tls.cipher}` }];
  if (isLast(/^MAIL\b/i)) return [said('SPF', spf.mailFrom.result, spf.mailFrom.domain)];
  if (line.text === '.')
    return [
      said('DKIM', summary.dkim, report.dkim[0]?.domain ?? ''),
      said('DMARC', dmarc.result, dmarc.domain ?? ''),
      {
        tone: outcomeTone(outcomeOf(report), countOf(report.findings)),
        text: `${talk.verdict}: ${words.report.verdict[verdict]}. ${report.headline}`,
      },
    ];
  return [];
}
