// The parts of README.md and fixtures/FINDINGS.md that are made from the source: sample reports, settings, findings.
import { readFileSync } from 'node:fs';
import { variableName, SETTING_KEYS } from '../../src/config/load.ts';
import { Settings } from '../../src/config/settings.ts';
import { shownDefault } from '../../src/config/shown-default.ts';
import { CATALOG, FINDING_CODES, methodOf } from '../../src/diagnose/catalog.ts';
import { exampleValues } from '../../src/words/example-values.ts';
import { words } from '../../src/words/words.ts';

const ROOT = new URL('../../', import.meta.url);

const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ');

function settingsTable(): string {
  const rows = SETTING_KEYS.map((key) => {
    const value = shownDefault(key);
    return `| \`${variableName(key)}\` | ${value === '' ? '' : `\`${value}\``} | ${cell(Settings.shape[key].description ?? '')} |`;
  });
  return ['| variable | default | |', '|---|---|---|', ...rows].join('\n');
}

function findingsTable(): string {
  const methods = [...new Set(FINDING_CODES.map(methodOf))];
  return methods
    .map((method) => {
      const codes = FINDING_CODES.filter((code) => methodOf(code) === method);
      const rows = codes.map((code) => {
        const { severity, citation } = CATALOG[code];
        const { title } = words({ code, values: { ...exampleValues(code) } }, 'en');
        return `| \`${code}\` | ${severity} | ${cell(title)} | ${cell(citation)} |`;
      });
      return [
        `<details><summary>${method}: ${codes.length}</summary>`,
        '',
        '| code | | such as | by |',
        '|---|---|---|---|',
        ...rows,
        '',
        '</details>',
      ].join('\n');
    })
    .join('\n\n');
}

/** A golden report up to the header fields. */
function sample(path: string): string {
  const report = readFileSync(new URL(path, ROOT), 'utf8');
  return `\`\`\`text\n${report.slice(0, report.indexOf('\nAuthentication-Results:')).trimEnd()}\n\`\`\``;
}

const PARTS: Record<string, (argument: string) => string> = {
  settings: settingsTable,
  findings: findingsTable,
  sample,
};
const PLACE = /(<!-- (settings|findings|sample)(?:: (\S+))? -->\n)[^]*?(<!-- \/\2 -->)/g;

/** The README with every place filled in. */
export function filled(readme: string): string {
  return readme.replace(
    PLACE,
    (_, start: string, part: string, argument: string | undefined, end: string) =>
      `${start}${PARTS[part]?.(argument ?? '') ?? ''}\n${end}`,
  );
}

/** Names of the places it has, in order. */
export function places(readme: string): string[] {
  return [...readme.matchAll(PLACE)].map(([, , part = '']) => part);
}
