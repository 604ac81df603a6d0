// English, put together from its parts.

import { audit } from './en/audit.ts';
import { chat } from './en/chat.ts';
import { exchange } from './en/exchange.ts';
import { form } from './en/form.ts';
import { handOver } from './en/hand-over.ts';
import { noticeLine } from './en/notices.ts';
import { pages } from './en/pages.ts';
import { people } from './en/people.ts';
import { place } from './en/place.ts';
import { plan } from './en/plan.ts';
import { problemWords, problemWordsAfterWaiting } from './en/problems.ts';
import { progress } from './en/progress.ts';
import { replies } from './en/replies.ts';
import { results } from './en/results.ts';
import { scopes } from './en/scopes.ts';
import { secret } from './en/secret.ts';
import { serverCheck } from './en/server-check.ts';
import { settings } from './en/settings.ts';
import { steps } from './en/steps.ts';
import { tests } from './en/tests.ts';
import { times } from './en/times.ts';
import { troubleWords } from './en/trouble.ts';
import { undo } from './en/undo.ts';

export const en = {
  audit,
  chat,
  exchange,
  form,
  handOver,
  noticeLine,
  pages,
  people,
  place,
  plan,
  problem: problemWords,
  problemAfterWaiting: problemWordsAfterWaiting,
  progress,
  replies,
  results,
  scopes,
  secret,
  serverCheck,
  settings,
  steps,
  tests,
  times,
  trouble: troubleWords,
  undo,
};
