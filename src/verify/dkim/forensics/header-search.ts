import type { Evaluation } from '../evaluate.ts';
import type { HeaderKind } from './kinds.ts';

export interface HeaderStep {
  kind: HeaderKind;
  detail: string;
}

export function headerChanges(_evaluation: Evaluation): HeaderStep[] | null {
  return null;
}
