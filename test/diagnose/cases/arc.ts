// Cases of ARC: chains made by the test sealer.
import type { ArcCode } from '../../../src/diagnose/catalog.ts';
import { addSet, type SetRecipe } from '../../verify/arc/sealer.ts';
import { keyTxt, type Given } from '../given.ts';
import type { Cases } from './case.ts';

const sealed = (...sets: SetRecipe[]): Given => ({
  zone: { 'arc._domainkey.lists.example.net': [keyTxt('rsa2048')] },
  onTheWay: ({ fields, body }) => ({
    fields: sets.reduce((now, set) => addSet(now, body, set), fields),
  }),
});

export const arcCases: Cases<ArcCode> = {
  'arc-broken': {
    fires: sealed({ instance: 1 }, { instance: 2, key: 'rsa2048b' }),
    values: { instance: '2', sealer: 'lists.example.net' },
    silent: sealed({ instance: 1 }, { instance: 2 }),
  },
  'arc-temperror': {
    fires: {
      ...sealed({ instance: 1 }),
      zone: { 'arc._domainkey.lists.example.net': ['SERVFAIL'] },
    },
    silent: sealed({ instance: 1, key: 'rsa2048b' }),
  },
  'arc-not-evaluated': {
    fires: sealed(...Array.from({ length: 51 }, (_, index) => ({ instance: index + 1 }))),
    silent: sealed({ instance: 1 }),
  },
  'arc-historic': {
    fires: sealed({ instance: 1 }),
    values: { sets: '1' },
    silent: {},
  },
  'arc-pass': {
    fires: sealed({ instance: 1 }, { instance: 2 }),
    values: { sets: '2', sealer: 'lists.example.net' },
    silent: sealed({ instance: 1, key: 'rsa2048b' }),
  },
};
