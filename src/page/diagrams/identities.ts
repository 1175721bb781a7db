// The three identities of a message and how they align (RFC 9989 §4.4): the domain people see in the middle, what SPF checked on one side,
// what DKIM signed on the other, joined where they belong together. A list of boxes, one below the other where there is no room.
import { sortedSignatures } from '../../report/summary.ts';
import type { Report } from '../../report/report.ts';
import { breakable, html, nothing, shown, type Html } from '../html.ts';
import { sign, toneOf, type Tone } from '../icons.ts';
import type { PageWords } from '../../words/en/pages.ts';
import { layoutWords } from '../../words/layout-words.ts';

const MAX_SIGNATURES = 4;

interface Identity {
  label: string;
  name: string;
  isDomain: boolean;
  result: string | null;
  aligned: boolean | null;
  /** Another signature already speaks for the author: this one need not. */
  isExtra: boolean;
}

export function identitiesPicture(report: Report, words: PageWords): Html {
  const { identities } = words;
  const { dmarc, spf, dkim } = report;
  const mailFrom: Identity = {
    label: identities.mailFrom,
    name: spf.mailFrom.domain,
    isDomain: true,
    result: spf.mailFrom.result,
    aligned: dmarc.alignment.spf?.aligned ?? spfAligned(report),
    isExtra: false,
  };
  const sorted = sortedSignatures(dkim);
  const isSpokenFor = dkim.some(({ result, aligned }) => result === 'pass' && aligned === true);
  const signatures: Identity[] = sorted
    .slice(0, MAX_SIGNATURES)
    .map(({ domain, selector, result, aligned }) => ({
      label: `${identities.signature}, s=${selector}`,
      name: domain,
      isDomain: true,
      result,
      aligned,
      isExtra: isSpokenFor && result === 'pass' && aligned === false,
    }));
  if (signatures.length === 0)
    signatures.push({
      label: identities.signature,
      name:
        report.summary.dkim === 'none'
          ? identities.notSigned
          : layoutWords(report.language).row.limit,
      isDomain: false,
      result: report.summary.dkim,
      aligned: null,
      isExtra: false,
    });
  const hidden = sorted.length - MAX_SIGNATURES;
  const organization = dmarc.organizationalDomain;
  return html`<ul class="identities">
    <li class="side">${box(mailFrom, organization, words)}${joint(mailFrom, words)}</li>
    <li class="author">
      <div class="box seen">
        <span class="label">${identities.from}</span>
        ${dmarc.domain === null ? html`<span class="name">${identities.unreadable}</span>` : domainName(dmarc.domain, organization)}
      </div>
    </li>
    <li class="side signed">
      ${signatures.map((one) => html`<div class="pair">${joint(one, words)}${box(one, organization, words)}</div>`)}
      ${hidden > 0 ? html`<p class="fine">${identities.more(hidden)}</p>` : nothing}
    </li>
  </ul>`;
}

/** Without a record DMARC does not say; the same domain is the same organization. */
function spfAligned({ dmarc, spf }: Report): boolean | null {
  return dmarc.domain !== null && spf.mailFrom.domain.toLowerCase() === dmarc.domain.toLowerCase()
    ? true
    : null;
}

/** The organizational domain, which alignment is about, in bold. */
function domainName(name: string, organization: string | null): Html {
  const end = organization === null ? -1 : name.toLowerCase().lastIndexOf(organization);
  const isWithin =
    organization !== null &&
    end > 0 &&
    end + organization.length === name.length &&
    name[end - 1] === '.';
  return html`<code class="name"
    >${
      isWithin
        ? html`<span class="sub">${breakable(name.slice(0, end), 253)}</span><wbr /><b
              >${breakable(name.slice(end), 253)}</b
            >`
        : html`<b>${breakable(name, 253)}</b>`
    }</code
  >`;
}

function box(one: Identity, organization: string | null, { report: words }: PageWords): Html {
  const { label, name, isDomain, result } = one;
  const tone = result === null ? 'calm' : toneOf(result);
  return html`<div class="box ${jointTone(one)}">
    <span class="label">${breakable(label, 100)}</span>
    ${isDomain ? domainName(name, organization) : html`<span class="name">${name}</span>`}
    ${result === null ? nothing : html`<span class="result ${tone}">${sign(tone)}${result === 'none' ? words.none : shown(result, 20)}</span>`}
  </div>`;
}

function relation({ aligned, result, isExtra }: Identity, { identities }: PageWords): string {
  if (aligned === null) return result === 'none' ? '' : identities.unknown;
  if (!aligned) return isExtra ? identities.extra : identities.apart;
  return result === 'pass' ? identities.aligned : identities.alignedOnly;
}

function jointTone({ aligned, result, isExtra }: Identity): Tone {
  if (aligned === null || isExtra) return 'calm';
  if (!aligned) return 'bad';
  return result === 'pass' ? 'good' : 'calm';
}

/** Whether two boxes belong together, between them. */
function joint(one: Identity, words: PageWords): Html {
  const text = relation(one, words);
  const tone = jointTone(one);
  return text === ''
    ? nothing
    : html`<p class="joint ${tone}">${sign(tone)}<span>${text}</span></p>`;
}
