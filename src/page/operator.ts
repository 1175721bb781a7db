// Who runs this service, as the operator says it in the settings; nothing where nothing is said.
import { html, nothing, shown, type Html } from './html.ts';
import type { PageWords } from '../words/en/pages.ts';

export interface Operator {
  operatorName?: string | null | undefined;
  imprintUrl?: string | null | undefined;
  privacyUrl?: string | null | undefined;
  /** An address or a link. */
  abuseContact?: string | null | undefined;
}

export function operatorLine(
  { operatorName, imprintUrl, privacyUrl, abuseContact }: Operator,
  { operator: words }: PageWords,
): Html {
  const links = [
    [imprintUrl, words.imprint],
    [privacyUrl, words.privacy],
    [abuseContact, words.abuse],
  ].flatMap(([to, name]) =>
    to == null || to === '' || name == null
      ? []
      : [html` <a href="${to.includes('://') ? to : `mailto:${to}`}">${name}</a>`],
  );
  if ((operatorName ?? '') === '' && links.length === 0) return nothing;
  return html`<p class="operator">
    ${(operatorName ?? '') === '' ? nothing : words.runBy(shown(operatorName ?? '', 200))}${links}
  </p>`;
}
