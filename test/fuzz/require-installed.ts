// Other implementations are not everywhere: without one its share is skipped, and said so. In CI they are there, or it is an error.
import { isInstalled, type PeerRecipe } from './peer.ts';

export function requireInstalled(recipes: readonly PeerRecipe[]): void {
  const missing = recipes.filter((recipe) => !isInstalled(recipe));
  if (missing.length === 0) return;
  const text = missing.map(({ name, package: from }) => `${name} (Debian: ${from})`).join(', ');
  if (process.env['CI'] === 'true') throw new Error(`not installed: ${text}`);
  console.warn(`SKIPPED second opinions, not installed: ${text}`);
}
