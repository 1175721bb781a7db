// Which test the reader made: kept in a cookie of this browser session, so that the first page stays the same when it is loaded again,
// and reports lead back to it. It opens nothing that its holder could not open by the links.
import { getCookie, setCookie } from 'hono/cookie';
import { ID_PATTERN } from '../runtime/ids.ts';
import type { TestAddress, Store } from '../store/store.ts';
import { isSecret } from './caller.ts';
import type { WebContext } from './deps.ts';

const NAME = 'test';

export function rememberOwner(
  context: WebContext,
  { id }: TestAddress,
  secret: string,
  isSecure: boolean,
): void {
  setCookie(context, NAME, `${id}.${secret}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
  });
}

/** The test of this browser with its secret; null when there is none (any more). */
export async function ownTest(
  context: WebContext,
  store: Pick<Store, 'page'>,
): Promise<{ page: TestAddress; secret: string } | null> {
  const [id = '', secret = ''] = (getCookie(context, NAME) ?? '').split('.');
  if (!ID_PATTERN.test(id) || !ID_PATTERN.test(secret)) return null;
  const page = await store.page(id);
  return page !== null && isSecret(secret, page.secretHash) ? { page, secret } : null;
}
