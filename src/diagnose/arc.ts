// The rules of ARC (RFC 8617): a chain is somebody else's word about what they saw; broken, it is worth nothing.
import type { Verification } from '../verify/verification.ts';
import { draft, type Draft, type Rule } from './draft.ts';

export const arcRules: readonly Rule[] = [chainRule];

function chainRule({ arc, notEvaluated }: Verification): Draft[] {
  const drafts: Draft[] = [];
  if (notEvaluated.arc > 0)
    drafts.push(
      draft('arc-not-evaluated', { count: notEvaluated.arc, evaluated: arc.sets.length }),
    );
  if (arc.sets.length === 0 && arc.result === 'none') return drafts;
  const last = arc.sets.at(-1);
  if (arc.result === 'pass')
    drafts.push(draft('arc-pass', { sets: arc.sets.length, sealer: last?.sealer ?? '' }));
  if (arc.result === 'temperror' || (arc.result === 'fail' && couldNotBeChecked(arc))) {
    drafts.push(
      draft(
        'arc-temperror',
        { sealer: last?.sealer, limited: arc.result === 'temperror' ? last?.sealer : null },
        [arc.reason],
      ),
    );
  } else if (arc.result === 'fail') {
    // RFC 8617 §5.2: the newest message signature and every seal must hold; the first seal that does not is where it broke.
    const broken = arc.sets.find(({ seal, cv }) => seal.result !== 'pass' || cv === 'fail') ?? last;
    const seen = arc.sets.map(
      ({ instance, sealer, cv, seal, messageSignature }) =>
        `i=${instance} ${sealer ?? '?'} cv=${cv ?? '?'} seal ${seal.result}, message ${messageSignature.result}`,
    );
    drafts.push(
      draft('arc-broken', { instance: broken?.instance, sealer: broken?.sealer }, [
        arc.reason,
        ...seen,
      ]),
    );
  }
  drafts.push(draft('arc-historic', { sets: arc.sets.length }));
  return drafts;
}

/** RFC 8617 §5.2 has no temporary result: a chain whose only trouble is that DNS did not answer has failed, but nobody broke it. */
function couldNotBeChecked({ sets }: Verification['arc']): boolean {
  const results = [...sets.map(({ seal }) => seal.result), sets.at(-1)?.messageSignature.result];
  const isSound = sets.every(
    ({ instance, cv }, position) =>
      instance === position + 1 && cv === (position === 0 ? 'none' : 'pass'),
  );
  return (
    isSound &&
    results.includes('temperror') &&
    results.every((result) => result === 'pass' || result === 'temperror')
  );
}
