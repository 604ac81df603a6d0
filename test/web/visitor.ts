// A browser as far as the wire shows it: keeps cookies, follows nothing, presses buttons with the fields of a form.

import type { World } from './pages-world.ts';

export function newVisitor(world: World) {
  const cookies = new Map<string, string>();
  const tokens = new Map<string, string>();

  async function go(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(`${world.origin}${path}`, { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return response;
  }

  /** A tab with the page before sign-in stays open, whatever happens in others. */
  async function tokenFor(path: string): Promise<string> {
    const known = cookies.has('ebiss-form') ? tokens.get(path) : undefined;
    const token = known ?? fieldOf(await (await go(path.replace(/\/signin$/, ''))).text(), 'csrf');
    tokens.set(path, token);
    return token;
  }

  /** The form of a sign-in is on the page that is shown before it: its token is fetched where none is given. */
  async function press(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
    const own = path.endsWith('/signin') && !('csrf' in fields) ? { csrf: await tokenFor(path) } : {};
    return go(path, {
      method: 'POST',
      body: new URLSearchParams({ ...own, ...fields }),
      headers: { 'sec-fetch-site': 'same-origin', origin: 'null', ...headers },
    });
  }

  /** From the neutral page through Entra and back; ends at the answer of the callback. */
  async function signIn(path: string, consent = 'here'): Promise<Response> {
    const begun = await press(`${path}/signin`, { consent });
    return go(await callbackOf(begun));
  }

  return { cookies, go, press, signIn };
}

/** What the authorize page shows once somebody has signed in there. */
export async function planOf(visitor: ReturnType<typeof newVisitor>, path: string, consent = 'here') {
  await visitor.signIn(path, consent);
  const response = await visitor.go(path);
  return { response, text: await response.text() };
}

/** Where the page that leads to Entra goes on to by itself. */
export async function leadsTo(begun: Response): Promise<string> {
  const found = /<meta http-equiv="refresh" content="0;url=([^"]*)">/.exec(await begun.text());
  return (found?.[1] ?? '').replaceAll('&amp;', '&');
}

export async function callbackOf(begun: Response): Promise<string> {
  const url = new URL(await leadsTo(begun));
  return `/signin/callback?code=entra-code-1234&state=${url.searchParams.get('state')}`;
}

export function fieldOf(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}
