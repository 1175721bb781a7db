// Reads the rest of the tree: the records of include and redirect that this message did not reach, so that a record's whole cost
// (RFC 7208 §4.6.4) and every error below it can be told. Runs after the verdict and changes nothing of it; level by level, side
// by side, within limits of its own. Asks TXT only.
import type { SpfNode } from '../verification.ts';
import { fetchRecord, type FetchedRecord } from './fetch-record.ts';
import { bareNode, neverTested, recordNode } from './node.ts';
import type { MacroString } from './macro-string.ts';
import { expandTarget, type Session } from './check-session.ts';

export interface ExpandLimits {
  /** Records that are read beyond those already in the tree. */
  records: number;
  /** Milliseconds for all of it. */
  time: number;
  /** Whether a domain-spec can be expanded: not with %{p}, whose question counts, and without a message only with %{d}. */
  expands: (spec: MacroString) => boolean;
}

interface MisplacedRecord {
  node: SpfNode;
  /** The nodes above, the root first. */
  above: SpfNode[];
}

/** Deeper nesting than any record that keeps to ten lookups. */
const MAX_DEPTH = 11;

/** Terms that are added to the tree; past it no further record is read. */
const MAX_TERMS_SHOWN = 1500;
/** Mechanisms whose target is <domain> when they name none. */
const NAMED = ['a', 'mx', 'ptr'];

/** Completes the tree in place. */
export async function survey(session: Session, root: SpfNode, limits: ExpandLimits): Promise<void> {
  let left = limits.records;
  let room = MAX_TERMS_SHOWN;
  let timer: NodeJS.Timeout | undefined;
  let expired: Promise<FetchedRecord> | undefined;
  const fetch = (name: string): Promise<FetchedRecord> => {
    expired ??= new Promise((resolve) => {
      timer = setTimeout(
        () => resolve({ status: 'limit', text: null, problem: '', void: false }),
        limits.time,
      );
    });
    return Promise.race([fetchRecord(name, session.resolver), expired]);
  };
  const grow = async ({ node, above }: MisplacedRecord): Promise<MisplacedRecord[]> => {
    const record = node.record === null ? null : session.parse(node.record);
    const path = [...above, node];
    const below = await Promise.all(
      node.terms.map(async (term, i): Promise<SpfNode | null> => {
        const parsed = record?.terms[i];
        if (record === null || parsed === undefined || term.record !== null) return term.record;
        if (
          neverTested(record, parsed) !== null ||
          (parsed.spec === null ? !NAMED.includes(parsed.name) : !limits.expands(parsed.spec))
        )
          return null;
        const target = expandTarget(session, parsed.spec, node.domain, null);
        if (parsed.faults.length > 0 || target === 'local-part' || target.name === null)
          return null;
        const { name } = target;
        term.target = name;
        if (parsed.name !== 'include' && parsed.name !== 'redirect') return null;
        if (path.some((other) => other.domain.toLowerCase() === name.toLowerCase()))
          return (term.record = bareNode(name, 'loop'));
        if (path.length >= MAX_DEPTH || left <= 0 || room <= 0)
          return (term.record = bareNode(name, 'limit'));
        left -= 1;
        const fetched = await fetch(name);
        if (fetched.void) for (const each of path) each.voids += 1;
        term.record =
          fetched.status === 'found'
            ? recordNode(name, session.parse(fetched.text ?? ''))
            : bareNode(name, fetched.status);
        room -= term.record.terms.length;
        return term.record;
      }),
    );
    return below.filter((child) => child !== null).map((child) => ({ node: child, above: path }));
  };
  try {
    for (let level: MisplacedRecord[] = [{ node: root, above: [] }]; level.length > 0;)
      level = (await Promise.all(level.map(grow))).flat();
  } finally {
    clearTimeout(timer);
  }
  sayWhy(root, 'not reached');
}

/** Records that were only read say so at each term. */
function sayWhy(node: SpfNode, why: string): void {
  for (const term of node.terms) {
    if (term.why === '') term.why = why;
    if (term.record !== null) sayWhy(term.record, why);
  }
}
