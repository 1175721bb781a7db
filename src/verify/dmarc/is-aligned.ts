// Identifier Alignment (RFC 9989 §4.4, §4.10.2): is a domain the author's own, or of the same organization. Walks are made only
// where the names leave it open, and each only once. Not known here: whether an identifier is authenticated.
import type { LookupPolicy } from './lookup.ts';
import { treeWalk, type TreeWalk } from './walk.ts';

/** Walks of one message, shared by all who compare domains. */
export interface Organizations {
  walk(domain: string): Promise<TreeWalk>;
  /** Organizational Domains of all walks that were made and answered. */
  known(): Record<string, string>;
}

export function organizations(lookup: LookupPolicy): Organizations {
  const walks = new Map<string, Promise<TreeWalk>>();
  const known = new Map<string, string>();
  return {
    walk(domain) {
      let walk = walks.get(domain);
      if (walk === undefined) {
        walk = treeWalk(domain, lookup).then((made) => {
          if (made.organizationalDomain !== null) known.set(domain, made.organizationalDomain);
          return made;
        });
        walks.set(domain, walk);
      }
      return walk;
    },
    known: () => Object.fromEntries(known),
  };
}

/** Whether two canonical domains are aligned in the mode given. Null when a walk that the answer needs failed. */
export async function isAligned(
  author: string,
  identifier: string,
  mode: 'r' | 's',
  among: Organizations,
): Promise<boolean | null> {
  if (identifier === author) return true;
  // RFC 9989 §4.4: strict alignment is being identical.
  if (mode === 's') return false;
  // Organizational Domains are the names themselves or above them: without a common last label there is no common one.
  if (
    author.slice(author.lastIndexOf('.') + 1) !== identifier.slice(identifier.lastIndexOf('.') + 1)
  )
    return false;
  const organization = (await among.walk(author)).organizationalDomain;
  if (organization === null) return null;
  // An identifier that is neither the organization nor below it cannot have it as its own.
  if (identifier !== organization && !identifier.endsWith(`.${organization}`)) return false;
  const other = (await among.walk(identifier)).organizationalDomain;
  return other === null ? null : other === organization;
}
