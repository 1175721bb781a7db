// `npm run demo` from outside: one good mail, seven broken ones, each answer shown, with nothing but loopback.
import { expect, test } from 'vitest';
import { run } from './serve.ts';
import './world.ts';

/** What is shown of each mail, without the rules between them. */
const parts = (text: string): string[] =>
  text
    .split(/^─+$/m)
    .map((part) => part.trim())
    .filter((part) => part !== '');

test('shows each mail, the SMTP reply and the answer', async () => {
  const shown = await run(['demo']);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  const titles = [...shown.stdout.matchAll(/^(\d) of (\d)\. (.+)$/gm)];
  expect(titles.map(([, number, of]) => `${number}/${of}`)).toEqual([
    '1/8',
    '2/8',
    '3/8',
    '4/8',
    '5/8',
    '6/8',
    '7/8',
    '8/8',
  ]);

  const answers = parts(shown.stdout).filter((part) => part.startsWith('The SMTP reply'));
  expect(
    answers.map((answer) => /verdict=(\S+ spf=\S+ dkim=\S+ dmarc=\S+)/.exec(answer)?.[1]),
  ).toEqual([
    'pass spf=pass dkim=pass dmarc=pass',
    'fail spf=permerror dkim=pass dmarc=pass',
    'pass spf=pass dkim=pass dmarc=pass',
    'fail spf=pass dkim=permerror dmarc=pass',
    'fail spf=pass dkim=permerror dmarc=pass',
    'fail spf=pass dkim=fail dmarc=pass',
    'fail spf=pass dkim=none dmarc=pass',
    'fail spf=fail dkim=none dmarc=fail',
  ]);
  // FINDINGS.md's seven situations: the first thing to repair names the cause.
  const causes = answers.map(
    (answer) => /^ +1\. (.+(?:\n {7}\S.*)*)/m.exec(answer)?.[1]?.replace(/\s+/g, ' ') ?? '',
  );
  for (const [index, cause] of [
    /encryption/,
    /mx1\.include\.example/,
    /1024/,
    /mail\.campus\.example/,
    /base64|pasted|quot/i,
    /after .*sign|amavis|Scanned/i,
    /not signed|no DKIM signature|submitted/i,
    /dynamic/,
  ].entries()) {
    expect(causes[index], `mail ${index + 1}`).toMatch(cause);
  }
  for (const answer of answers.slice(0, 7))
    expect(answer).toMatch(/^The answer in the mailbox of admin@/m);
  expect(answers[7]).toContain('Nothing is mailed');
  expect(answers[7]).toMatch(/^ {4}550 5\.7\.26 verdict=fail /m);
});

test('in Indonesian', async () => {
  const shown = await run(['demo', '--language', 'id']);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain('VERDICT: PASS (LULUS).');
});
