// The SPF record as a tree: each term on a line, what became of it, what it costs, and below it the record it leads to (RFC 7208 §4.6.4).
// A bar above shows how many of the ten lookups are spent.
import type { SpfNode, SpfTerm } from '../../verify/verification.ts';
import { html, shown, type Html } from '../html.ts';
import { pictureSign, type Tone } from '../icons.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { picture, pictureText } from './diagram.ts';

const ROW = 44;
const STEP = 22;
/** Records nest at most ten deep; lines stop moving right before that. */
const DEEPEST = 5;
export const MAX_ROWS = 40;

const TONES: Record<SpfTerm['outcome'], Tone> = {
  match: 'good',
  'no-match': 'calm',
  'not-reached': 'calm',
  error: 'bad',
  'not-evaluated': 'calm',
};

interface Row {
  depth: number;
  text: string;
  why: string;
  cost: number;
  tone: Tone;
  faint: boolean;
  /** The row of the record or term that leads to it. */
  parent: number | null;
}

/** The record's own line, its terms, and what they lead to. */
function rowsOf(tree: SpfNode, words: PageWords['spf']): Row[] {
  const rows: Row[] = [];
  const addNode = (node: SpfNode, depth: number, parent: number | null): void => {
    for (const term of node.terms) {
      const index = rows.length;
      const target =
        term.target !== null && !term.text.includes(term.target)
          ? ` (${shown(term.target, 253)})`
          : '';
      const outcome = words.outcome[term.outcome];
      const reason = shown(term.why, 300);
      const why =
        term.outcome === 'not-evaluated' && reason !== ''
          ? reason
          : reason === ''
            ? outcome
            : reason.startsWith(outcome)
              ? reason
              : `${outcome}: ${reason}`;
      const faint = term.outcome === 'not-reached' || term.outcome === 'not-evaluated';
      rows.push({
        depth,
        text: `${shown(term.text, 512)}${target}`,
        why,
        cost: term.cost,
        tone: term.qualifier === '-' && term.outcome === 'match' ? 'bad' : TONES[term.outcome],
        faint,
        parent,
      });
      if (term.record !== null) addRecord(term.record, depth + 1, index);
    }
    for (const { text, position } of node.errors)
      rows.push({
        depth,
        text: shown(text, 300),
        why: `${words.outcome.error}, ${position + 1}`,
        cost: 0,
        tone: 'bad',
        faint: false,
        parent,
      });
  };
  const addRecord = (node: SpfNode, depth: number, parent: number | null): void => {
    if (node.terms.length === 0)
      rows.push({
        depth,
        text: shown(node.domain, 253),
        why: node.record === null ? words.noRecord : node.status,
        cost: 0,
        tone: node.status === 'found' ? 'calm' : 'bad',
        faint: false,
        parent,
      });
    addNode(node, depth, parent);
  };
  addRecord(tree, 0, null);
  return rows;
}

export interface SpfTree {
  domain: string;
  tree: SpfNode;
  /** Lookups this mail's evaluation cost; null without a mail. */
  used: number | null;
  limit: number;
}

export function spfTreePicture(
  { domain, tree, used, limit }: SpfTree,
  id: string,
  words: PageWords,
): Html {
  const all = rowsOf(tree, words.spf);
  const rows = all.slice(0, MAX_ROWS);
  const hidden = all.length - rows.length;
  const top = used === null ? 42 : 58;
  const height = top + rows.length * ROW + (hidden > 0 ? 24 : 0);
  const x = (depth: number): number => 12 + Math.min(depth, DEEPEST) * STEP;
  const y = (index: number): number => top + index * ROW + 14;
  return picture({
    id,
    title: words.spf.tree(shown(domain, 253)),
    describe: rows
      .map(
        ({ text, why, cost }) => `${text}: ${why}${cost > 0 ? `, ${words.spf.costs(cost)}` : ''}`,
      )
      .join('. '),
    height,
    body: [
      costBar(used, tree.cost, limit, words),
      ...rows.map(({ parent, depth }, index) =>
        parent === null
          ? html``
          : html`<path
              class="line"
              d="M${x(depth - 1)} ${y(parent) + 9}V${y(index)}H${x(depth) - 8}"
            />`,
      ),
      ...rows.map(({ depth, text, why, cost, tone, faint }, index) => {
        const left = x(depth) + 16;
        const room = Math.floor((Math.min(depth, DEEPEST) * STEP) / 7.5);
        return html`<g class="${faint ? 'faint' : ''}"
          >${pictureSign(tone, x(depth) - 8, y(index))}${pictureText(left, y(index) + 4, text, { most: 74 - room, narrow: (cost > 0 ? 28 : 38) - room, kind: 'mono' })}${pictureText(left, y(index) + 21, why, { most: 92 - room, narrow: 48 - room, kind: 'soft' })}${cost > 0 ? html`<text class="cost" x="100%" y="${y(index) + 4}" text-anchor="end">${words.spf.costs(cost)}</text>` : html``}</g
        >`;
      }),
      hidden > 0
        ? pictureText(12, height - 6, words.spf.cut(hidden), { most: 80, narrow: 44, kind: 'soft' })
        : html``,
    ],
  });
}

/** How much of the limit this mail used, and how much the whole record would. */
function costBar(used: number | null, whole: number, limit: number, { spf }: PageWords): Html {
  const share = (count: number): string => `${Math.min(100, (count / limit) * 100)}%`;
  const marks = Array.from(
    { length: limit - 1 },
    (_, index) =>
      html`<line
        x1="${((index + 1) / limit) * 100}%"
        x2="${((index + 1) / limit) * 100}%"
        y1="0"
        y2="10"
      />`,
  );
  return html`<g class="gauge"
      ><rect class="track" width="100%" height="10" rx="5" /><rect
        class="${whole > limit ? 'over' : used === null ? 'used' : 'whole'}"
        width="${share(whole)}"
        height="10"
        rx="5"
      />${used === null ? html`` : html`<rect class="${used > limit ? 'over' : 'used'}" width="${share(used)}" height="10" rx="5" />`}${marks}</g
    >
    ${used === null ? html`` : pictureText(0, 28, spf.cost(used, limit), { most: 60, narrow: 46, kind: 'soft' })}${pictureText(0, used === null ? 28 : 44, spf.whole(whole, limit), { most: 60, narrow: 46, kind: 'soft' })}`;
}
