// The authorize page: the sign-in page, then the plan, then (after the one press) the checklist. A GET reads the tenant
// but changes nothing, there or here.

import type { Observed } from '../setup/events.ts';
import { mayOnlyConsent } from '../setup/graph-scopes.ts';
import { isConsented, isProvisioned } from '../setup/phase.ts';
import { done, type Outcome } from '../setup/problem.ts';
import type { Authorization, Setup } from '../setup/setup.ts';
import type { Survey, TenantAccess } from '../setup/survey.ts';
import { type Answer, seeOther, showPage } from './answer.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { taskAsSeen, taskFor, type Work } from './authorize-task.ts';
import { type Asked, enter, gone, hasToken, notFromHere, type Web } from './enter.ts';
import { moreScopesPage } from './more-scopes-page.ts';
import { noticePage } from './notice-page.ts';
import { placePath } from './place-path.ts';
import { type PlanMessage, planPage, type ReaderField } from './plan-page.ts';
import { readReader } from './read-reader.ts';
import { rightsPage } from './refused-page.ts';
import { showProgress } from './show-progress.ts';
import { isSignedIn, type SignedInSession } from './signed-in.ts';
import { surveyProblemPage } from './survey-problem-page.ts';

const surveyFreshMs = 60_000;

export async function showAuthorize(web: Web, asked: Asked): Promise<Answer> {
  const { words } = web.deps;
  const entered = await enter(web, 'authorize', asked);
  if (entered === null) return gone(web);
  const { setup, session, place } = entered;
  if (!isSignedIn(session) || (place.task === 'consent' && isLeftToOthers(setup, session))) {
    return askToSignIn(web, asked, place, session?.problem ?? null);
  }
  if (setup.cancelledAt !== null) return showPage(noticePage({ words, notice: 'cancelled' }));
  const task = taskFor(setup, session.person, session.consent);
  if (task.kind === 'noRight') return showPage(rightsPage({ words, session, lacks: task.lacks }), 403);
  if (session.access === null || setup.run !== null || task.kind === 'nothing') {
    return showProgress(web, setup, session);
  }
  return showPlan(web, setup, session, { access: session.access, task });
}

/** Whoever chose to create only comes back by the link for consent, which that sign-in did not ask for. */
function isLeftToOthers(setup: Setup, session: SignedInSession): boolean {
  return session.consent === 'elsewhere' && setup.run === null && isProvisioned(setup) && !isConsented(setup);
}

type Deciding = { readonly access: TenantAccess; readonly task: Work };

type Shown = { readonly message?: PlanMessage; readonly reader?: ReaderField; readonly status?: number };

async function showPlan(
  web: Web,
  setup: Setup,
  session: SignedInSession,
  { access, task }: Deciding,
  { message, reader, status = 200 }: Shown = {},
): Promise<Answer> {
  const { words } = web.deps;
  const survey = await readSurvey(web, setup, session, access);
  if (!survey.ok) return showPage(surveyProblemPage({ words, setup, session, problem: survey.problem }), 502);
  const seen = taskAsSeen(task, setup, session.person, survey.value);
  if (seen.kind === 'noRight') return showPage(rightsPage({ words, session, lacks: seen.lacks }), 403);
  if (needsMore(session, seen)) return showPage(moreScopesPage({ words, setup, session }));
  const plan = {
    words,
    setup,
    session,
    task: seen,
    survey: survey.value,
    message: message ?? null,
    reader: reader ?? { typed: '', mistake: null },
  };
  return showPage(planPage(plan), status);
}

/** What it was signed in for, by what was known then, does not reach for what the tenant lacks. */
function needsMore({ purpose }: SignedInSession, { kind }: Work): boolean {
  return kind === 'create' && mayOnlyConsent(purpose);
}

async function readSurvey(
  { deps }: Web,
  setup: Setup,
  session: SignedInSession,
  access: TenantAccess,
): Promise<Outcome<Survey>> {
  const known = session.survey;
  const readAt = deps.now().getTime();
  if (known !== null && known.version === setup.version && readAt - known.readAt < surveyFreshMs) {
    return done(known.survey);
  }
  const survey = await access.survey(setup);
  if (survey.ok) session.survey = { version: setup.version, readAt, survey: survey.value };
  return survey;
}

/** The press. What is carried out is exactly the plan that was shown: the same version and what was read for it. */
export async function pressCreate(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enter(web, 'authorize', asked);
  if (entered === null) return gone(web);
  const { setup, session } = entered;
  const back = seeOther(placePath('authorize', asked.ticket));
  if (!isSignedIn(session)) return back;
  const task = taskFor(setup, session.person, session.consent);
  if (!hasToken(session, asked.form) || task.kind === 'noRight') return notFromHere(web);
  const { access } = session;
  if (access === null || setup.run !== null || setup.cancelledAt !== null || task.kind === 'nothing') return back;
  const deciding = { access, task };
  const typed = (asked.form.get('reader') ?? '').trim();
  const shown = (more: Shown) => showPlan(web, setup, session, deciding, { reader: { typed, mistake: null }, ...more });
  const seen = session.survey;
  if (asked.form.get('version') !== String(setup.version) || seen === null || seen.version !== setup.version) {
    return shown({ message: 'stale', status: 409 });
  }
  const reader = await readReader(web.deps.words, access, typed);
  if (!reader.ok) return shown({ reader: { typed, mistake: reader.mistake }, status: 422 });
  const authorization = toAuthorization(web, session, task, { survey: seen.survey, reader: reader.value });
  return startRun(web, setup, session, deciding, { authorization, survey: seen.survey, typed });
}

function toAuthorization(
  { deps }: Web,
  session: SignedInSession,
  task: Work,
  { survey, reader }: { readonly survey: Survey; readonly reader: Authorization['reader'] },
): Authorization {
  return {
    by: session.person,
    at: deps.now().toISOString(),
    consent: task.kind === 'consent' ? 'here' : task.consent,
    consentRefused: false,
    reader,
    secretEndsAt: survey.secretEndsAt,
    organization: survey.organization,
    requesterUsername: usernameOf(survey.requester),
    exchangeOnline: survey.exchangeOnline,
  };
}

/** Only where the tenant's own directory vouches for it. */
function usernameOf(requester: Survey['requester']): string | null {
  return requester.kind === 'member' || requester.kind === 'guest' ? requester.username : null;
}

/** Whoever may only consent removes nothing: a secret that is nobody's is then left to whoever creates. */
function observedBy({ purpose }: SignedInSession, { secret }: Setup, observed: Observed): Observed {
  if (!mayOnlyConsent(purpose)) return observed;
  return { ...observed, secretKeyIds: observed.secretKeyIds.filter((keyId) => keyId === secret?.keyId) };
}

type Press = { readonly authorization: Authorization; readonly survey: Survey; readonly typed: string };

async function startRun(
  web: Web,
  setup: Setup,
  session: SignedInSession,
  deciding: Deciding,
  { authorization, survey, typed }: Press,
): Promise<Answer> {
  const { access } = deciding;
  const back = seeOther(placePath('authorize', session.ticket));
  // Taken out of the session before anything is awaited: a second press at the same moment finds nothing to use.
  if (session.access !== access) return back;
  session.access = null;
  const answer = await web.deps.authorize({
    setupId: setup.id,
    version: setup.version,
    access,
    authorization,
    observed: observedBy(session, setup, survey.observed),
  });
  if (answer.kind === 'started') return back;
  session.access = access;
  const message = answer.kind;
  const present = (await web.deps.findSetup(setup.id)) ?? setup;
  session.survey = null;
  return showPlan(web, present, session, deciding, { message, reader: { typed, mistake: null }, status: 409 });
}
