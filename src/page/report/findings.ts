// What to do, most important first: a numbered list in which the first is open and the others are a line each. What is merely worth
// knowing and what is right is folded.
import { problemsOf } from '../../report/problem.ts';
import type { FindingReport, Report } from '../../report/report.ts';
import { breakable, html, nothing, shown, when, type Html } from '../html.ts';
import { sign, type Tone } from '../icons.ts';
import { fixBlock } from './fix-block.ts';
import type { Language } from '../../message/requested-reply.ts';
import { reasonIn } from '../../words/reason-words.ts';
import type { PageWords } from '../../words/en/pages.ts';

const TONES: Record<FindingReport['severity'], Tone> = {
  error: 'bad',
  warning: 'warn',
  notice: 'calm',
  ok: 'good',
};
const MAX_EVIDENCE = 6;

export function findingList(report: Pick<Report, 'findings' | 'language'>, words: PageWords): Html {
  const problems = problemsOf(report);
  const notices = problems.filter(({ severity }) => severity === 'notice');
  const serious = problems.filter(({ severity }) => severity !== 'notice');
  const right = report.findings.filter(({ severity }) => severity === 'ok');
  return html`<section class="problems" id="todo" aria-labelledby="problems">
    <h2 id="problems">
      ${serious.length === 0 ? words.report.noProblem : words.report.todo(serious.length)}
    </h2>
    ${when(
      serious.length > 0,
      () =>
        html`<ol class="findings">
          ${serious.map((finding, index) => item(finding, index + 1, index === 0, report.language, words))}
        </ol>`,
    )}
    ${
      notices.length === 0
        ? nothing
        : html`<details class="more">
            <summary>${words.report.smaller(notices.length)}</summary>
            <ol class="findings" start="${serious.length + 1}">
              ${notices.map((finding, index) => item(finding, serious.length + index + 1, false, report.language, words))}
            </ol>
          </details>`
    }
    ${
      right.length === 0
        ? nothing
        : html`<details class="more right">
            <summary>${words.report.right}</summary>
            <ul>
              ${right.map(({ title }) => html`<li>${sign('good')} <span>${shown(title, 300)}</span></li>`)}
            </ul>
          </details>`
    }
  </section>`;
}

function item(
  finding: FindingReport,
  number: number,
  isOpen: boolean,
  language: Language,
  { report: words, ...rest }: PageWords,
): Html {
  const { code, severity, citation, title, why, evidence } = finding;
  const tone = TONES[severity];
  return html`<li class="finding ${tone}">
    <details ${isOpen ? 'open' : ''}>
      <summary>
        <span class="number" aria-hidden="true">${number}</span>
        <span class="severity">${sign(tone)} ${words.severity[severity]}</span>
        <h3>${breakable(title, 300)}</h3>
      </summary>
      <div class="inside" id="${code}">
        ${fixBlock(finding, { report: words, ...rest })}
        ${why === '' ? nothing : html`<p class="why">${shown(why, 400)}</p>`}
        ${
          evidence.length === 0
            ? nothing
            : html`<dl class="seen">
                <dt>${words.seen}</dt>
                ${evidence.slice(0, MAX_EVIDENCE).map((line) => html`<dd><code>${breakable(reasonIn(language, line), 600)}</code></dd>`)}
              </dl>`
        }
        <p class="fine"><a href="/explain/${code}">${code}</a> · ${shown(citation, 100)}</p>
      </div>
    </details>
  </li>`;
}
