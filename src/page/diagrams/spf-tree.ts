// The SPF record as a nested list: each term, what became of it, what it costs, and the record it leads to (RFC 7208 §4.6.4). The way to the
// term that decided is open and marked; other branches are folded to a line. Above it, how many of the ten lookups are spent.
import type { Language } from '../../message/requested-reply.ts';
import type { SpfNode, SpfTerm } from '../../verify/verification.ts';
import { breakable, html, nothing, shown, type Html } from '../html.ts';
import { sign, type Tone } from '../icons.ts';
import { reasonIn } from '../../words/reason-words.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { bar } from './bar.ts';

/** More than any lawful record with all it includes; what decided is drawn before anything is left out. */
const MAX_TERMS = 300;

export interface SpfTree {
  domain: string;
  tree: SpfNode;
  /** Lookups this message's evaluation cost; null without a message. */
  used: number | null;
  limit: number;
  language: Language;
}

interface Drawing {
  words: PageWords;
  language: Language;
  path: ReadonlySet<SpfTerm>;
  left: number;
}

/** The terms that decided, from the record down: include gives its match, redirect its whole result (RFC 7208 §5.2, §6.1). */
function decidingPath(tree: SpfNode): SpfTerm[] {
  const decider = tree.terms.find(({ outcome }) => outcome === 'match' || outcome === 'error');
  if (decider === undefined) return [];
  return decider.record === null ? [decider] : [decider, ...decidingPath(decider.record)];
}

export function spfTreePicture(
  { domain, tree, used, limit, language }: SpfTree,
  id: string,
  words: PageWords,
): Html {
  const path = new Set(used === null ? [] : decidingPath(tree));
  const drawing: Drawing = { words, language, path, left: MAX_TERMS };
  return html`<div class="spf" id="${id}">
    <p class="picture-title">${words.spf.tree(shown(domain, 253))}</p>
    ${costBar(used, tree.cost, limit, words)} ${branch(tree, drawing)}
  </div>`;
}

function branch(node: SpfNode, drawing: Drawing): Html {
  const { spf } = drawing.words;
  return html`<ul class="tree">
    ${
      node.terms.length === 0
        ? html`<li>
            ${line(node.status === 'found' ? 'calm' : 'bad', node.domain, node.record === null ? spf.noRecord : node.status, 0, spf)}
          </li>`
        : nothing
    }
    ${node.terms.map((term) => item(term, drawing))}
    ${node.errors.map(({ position, text }) => html`<li>${line('bad', reasonIn(drawing.language, text), `${spf.outcome.error}, ${position + 1}`, 0, spf)}</li>`)}
  </ul>`;
}

function item(term: SpfTerm, drawing: Drawing): Html {
  const { words, path } = drawing;
  const isDecider = path.has(term);
  drawing.left -= 1;
  if (drawing.left < 0 && !isDecider)
    return drawing.left === -1 ? html`<li class="fine">${words.spf.cut}</li>` : nothing;
  const target =
    term.target !== null && !term.text.includes(term.target) ? ` (${term.target})` : '';
  const said = line(
    toneOf(term, isDecider),
    `${term.text}${target}`,
    why(term, isDecider, drawing),
    term.cost,
    words.spf,
  );
  const kind = `${isDecider ? 'decides' : ''}${term.outcome === 'not-reached' || term.outcome === 'not-evaluated' ? ' faint' : ''}`;
  return term.record === null
    ? html`<li class="${kind}">${said}</li>`
    : html`<li class="${kind}">
        <details ${isDecider || term.outcome === 'error' ? 'open' : ''}>
          <summary>${said}</summary>
          ${branch(term.record, drawing)}
        </details>
      </li>`;
}

/** A tick is for what gives pass, a cross for what gives fail or is broken; what did not decide has neither. */
function toneOf({ outcome, qualifier }: SpfTerm, isDecider: boolean): Tone {
  if (outcome === 'error') return 'bad';
  if (!isDecider) return 'calm';
  return qualifier === '+' ? 'good' : qualifier === '-' ? 'bad' : 'warn';
}

function why(term: SpfTerm, isDecider: boolean, { words: { spf }, language }: Drawing): Html {
  const { outcome, record } = term;
  const text =
    outcome === 'match' && !isDecider
      ? spf.matchesInside
      : isDecider && outcome === 'match'
        ? spf.decides
        : spf.outcome[outcome];
  // Of a branch the reason repeats what stands inside it.
  const isSaid = record !== null && outcome !== 'error';
  const reason = shown(reasonIn(language, term.why), 300);
  if (isSaid || reason === '' || outcome === 'not-reached') {
    const count = record?.terms.length ?? 0;
    return html`${text}${isSaid && outcome === 'no-match' ? ` · ${spf.inside(count)}` : ''}`;
  }
  const isPlain = outcome === 'not-evaluated' || reason.startsWith(spf.outcome[outcome]);
  return html`${isPlain ? nothing : html`${text}: `}${breakable(reason, 300)}`;
}

function line(
  tone: Tone,
  text: string,
  reason: string | Html,
  cost: number,
  spf: PageWords['spf'],
): Html {
  return html`<span class="term"
    >${sign(tone)}<span class="said"
      ><code>${breakable(text, 512)}</code> <span class="fine">${reason}</span></span
    >${cost > 0 ? html`<span class="cost">${spf.costs(cost)}</span>` : nothing}</span
  >`;
}

/** How much of the limit this message used, and how much the whole record would. */
function costBar(used: number | null, whole: number, limit: number, { spf }: PageWords): Html {
  const kind = (count: number, fit: string): string => (count > limit ? 'over' : fit);
  return html`<div class="gauge">
    ${bar(
      [
        { from: 0, to: whole / limit, kind: kind(whole, used === null ? 'used' : 'whole') },
        ...(used === null ? [] : [{ from: 0, to: used / limit, kind: kind(used, 'used') }]),
      ],
      limit,
    )}
    <p class="fine">
      ${used === null ? nothing : html`${spf.cost(used, limit)} · `}${spf.whole(whole, limit)}
    </p>
  </div>`;
}
