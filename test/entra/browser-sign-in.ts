// Walks the sandbox's sign-in pages as a browser would: opens the address, picks an account, answers the consent page,
// and comes back with the callback's query.

export type Visitor = {
  readonly objectId: string;
  /** What they press where consent is asked; `none` where they must not be asked. */
  readonly consent: 'accept' | 'cancel' | 'none';
};

export async function signInInBrowser(url: string, visitor: Visitor): Promise<Record<string, string>> {
  await (await fetch(url)).text();
  const picked = await post(url, { account: visitor.objectId });
  if (picked.kind === 'back') return picked.query;
  if (visitor.consent === 'none') throw new Error('consent was asked');
  const answered = await post(url, { account: visitor.objectId, decision: visitor.consent });
  if (answered.kind === 'page') throw new Error('the sign-in page did not lead back');
  return answered.query;
}

type Answered = { readonly kind: 'page' } | { readonly kind: 'back'; readonly query: Record<string, string> };

async function post(url: string, form: Record<string, string>): Promise<Answered> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const location = answer.headers.get('location');
  await answer.text();
  if (location === null) return { kind: 'page' };
  return { kind: 'back', query: Object.fromEntries(new URL(location).searchParams) };
}
