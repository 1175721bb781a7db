// The embedded store in a temporary folder: the route asks it whether an answer is allowed.
import type { Store } from '../../src/store/store.ts';
import { STORES } from '../store/stores.ts';

export async function openStore(): Promise<{ store: Store; close: () => Promise<void> }> {
  const place = await STORES[0]?.place();
  const store = await place?.open({ now: () => 0 });
  if (place === undefined || store === undefined) throw new Error('there is no store');
  return {
    store,
    async close() {
      await store[Symbol.asyncDispose]();
      await place.remove();
    },
  };
}
