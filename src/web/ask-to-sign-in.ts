// The page before sign-in as an answer, with the token of its form and the cookie that belongs to it.

import type { Problem } from '../setup/problem.ts';
import { type Answer, showPage } from './answer.ts';
import { formCookie } from './cookies.ts';
import type { Asked, Web } from './enter.ts';
import { formKeyOf, formToken } from './form-token.ts';
import { signInPage } from './sign-in-page.ts';
import type { Ticket } from './web-deps.ts';

/** `problem`: why the sign-in before came to nothing. */
export function askToSignIn({ deps }: Web, asked: Asked, place: Ticket, problem: Problem | null, status = 200): Answer {
  const { ticket } = asked;
  const { purpose, task } = place;
  const { key, isNew } = formKeyOf(asked, deps.config.secureCookies);
  const csrf = formToken(key, ticket);
  const page = signInPage({ words: deps.words, purpose, ticket, task, csrf, problem });
  return showPage(page, status, isNew ? { purpose: formCookie, id: key } : null);
}
