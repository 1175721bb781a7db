// What is wrong, most important first, each with its fix before all else; what is merely worth knowing, folded; what is right, in brief.
import { problemsOf } from '../../report/problem.ts';
import type { FindingReport, Report } from '../../report/report.ts';
import { breakable, html, nothing, shown, when, type Html } from '../html.ts';
import { sign, type Tone } from '../icons.ts';
import { fixBlock } from '../verdict-badge.ts';
import type { PageWords } from '../../words/en/pages.ts';

const TONES: Record<FindingReport['severity'], Tone> = {
  error: 'bad',
  warning: 'warn',
  notice: 'calm',
  ok: 'good',
};
const MAX_EVIDENCE = 6;

export function findingList(report: Pick<Report, 'findings'>, words: PageWords): Html {
  const problems = problemsOf(report);
  const notices = problems.filter(({ severity }) => severity === 'notice');
  const serious = problems.filter(({ severity }) => severity !== 'notice');
  const right = report.findings.filter(({ severity }) => severity === 'ok');
  return html`<section class="problems" aria-labelledby="problems">
    <h2 id="problems" class="${serious.length === 0 ? '' : 'visually-hidden'}">
      ${serious.length === 0 ? words.report.noProblem : words.report.problems}
    </h2>
    ${when(
      serious.length > 0,
      () =>
        html`<ol class="findings">
          ${serious.map((finding) => item(finding, words))}
        </ol>`,
    )}
    ${
      notices.length === 0
        ? nothing
        : html`<details class="more">
            <summary>${words.report.smaller(notices.length)}</summary>
            <ol class="findings" start="${serious.length + 1}">
              ${notices.map((finding) => item(finding, words))}
            </ol>
          </details>`
    }
    ${
      right.length === 0
        ? nothing
        : html`<details class="more right">
            <summary>${words.report.right}</summary>
            <ul>
              ${right.map(({ title }) => html`<li>${sign('good')} ${shown(title, 300)}</li>`)}
            </ul>
          </details>`
    }
  </section>`;
}

function item(finding: FindingReport, { report: words, ...rest }: PageWords): Html {
  const { code, severity, citation, title, why, evidence } = finding;
  const tone = TONES[severity];
  return html`<li class="finding ${tone}" id="${code}">
    <p class="severity">${sign(tone)} ${words.severity[severity]}</p>
    <h3>${breakable(title, 300)}</h3>
    ${fixBlock(finding, { report: words, ...rest })}
    ${
      evidence.length === 0
        ? nothing
        : html`<dl class="seen">
            <dt>${words.seen}</dt>
            ${evidence.slice(0, MAX_EVIDENCE).map((line) => html`<dd><code>${breakable(line, 600)}</code></dd>`)}
          </dl>`
    }
    ${why === '' ? nothing : html`<p class="why">${shown(why, 400)}</p>`}
    <p class="fine">${code} · ${shown(citation, 100)}</p>
  </li>`;
}
