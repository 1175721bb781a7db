// What a followed case must come to: nothing wrong, or the fault that it is listed with.
import { KNOWN_FAULTS } from './known-faults.ts';
import { readByBind, type Printed } from './master-file.ts';

/** Equal where all is as it should be; else what differs can be read. */
export function outcome(
  name: string,
  faults: readonly string[],
): { got: readonly string[]; wanted: readonly string[] } {
  const reason = Object.hasOwn(KNOWN_FAULTS, name) ? KNOWN_FAULTS[name] : undefined;
  if (reason === undefined) return { got: faults, wanted: [] };
  if (faults.length > 0) return { got: [], wanted: [] };
  return {
    got: [`${name} works now: delete its line (${reason}) from test/situations/known-faults.ts`],
    wanted: [],
  };
}

/** Printed records that BIND reads otherwise; none where it is not installed. */
export function bindFaults(printed: readonly Printed[]): string[] {
  const read = readByBind(
    printed.flatMap(({ lines }) =>
      lines.map((line, index) => (index === 0 ? line.trimStart() : line)),
    ),
  );
  if (read === null) return [];
  return printed
    .filter(({ name, value }) => !read.has(`${name} ${value}`))
    .map(({ name, value }) => `${name} "${value}"`);
}
