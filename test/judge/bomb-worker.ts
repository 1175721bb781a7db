// A judge thread in which some subjects are bombs: what a bug in a library would do to it.
const stringify = JSON.stringify.bind(JSON);

function subjectOf(value: unknown): string {
  const { verification } = (value ?? {}) as { verification?: { message: { subject: string } } };
  return verification?.message.subject ?? '';
}

JSON.stringify = ((value: unknown, ...rest: []) => {
  const subject = subjectOf(value);
  if (subject === 'endless') for (;;);
  if (subject === 'memory') {
    const kept: number[][] = [];
    for (;;) kept.push(Array<number>(5_000_000).fill(0.5));
  }
  return stringify(value, ...rest);
}) as typeof JSON.stringify;

await import('../../src/judge/worker.ts');
