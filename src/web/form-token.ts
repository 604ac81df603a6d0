// The token of a form that is shown before anybody has signed in, when there is no session to hold one: made from a cookie
// that only our own pages set and no script reads, so that a form from elsewhere cannot have it. Nothing is kept here.

import { createHmac, randomBytes } from 'node:crypto';
import { cookieName, formCookie } from './cookies.ts';
import { isSameText } from './sessions.ts';

type Asked = {
  readonly ticket: string;
  readonly form: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
};

export type FormKey = { readonly key: string; readonly isNew: boolean };

const shape = /^[\w-]{43}$/;

/** One for all forms of a browser, so that a second tab does not spoil the first. */
export function formKeyOf({ cookies }: Pick<Asked, 'cookies'>, secure: boolean): FormKey {
  const known = cookies.get(cookieName(formCookie, secure)) ?? '';
  return shape.test(known) ? { key: known, isNew: false } : { key: randomBytes(32).toString('base64url'), isNew: true };
}

/** Of no use with another link. */
export function formToken(key: string, ticket: string): string {
  return createHmac('sha256', key).update(`sign in by ${ticket}`).digest('base64url');
}

export function hasFormToken(asked: Asked, secure: boolean): boolean {
  const { key, isNew } = formKeyOf(asked, secure);
  return !isNew && isSameText(asked.form.get('csrf') ?? '', formToken(key, asked.ticket));
}
