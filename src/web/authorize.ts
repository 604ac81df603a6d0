// The authorize page: the sign-in page, then the plan, then (after the one press) the checklist. A GET reads the tenant
// but changes nothing, there or here.

import { mayProvision } from '../setup/directory-roles.ts';
import { isSamePerson } from '../setup/person.ts';
import { isConsented, isProvisioned } from '../setup/phase.ts';
import { done, type Outcome } from '../setup/problem.ts';
import type { Authorization, ConsentChoice, Setup } from '../setup/setup.ts';
import type { Survey, TenantAccess } from '../setup/survey.ts';
import { type Answer, seeOther, showPage } from './answer.ts';
import { type Asked, enter, gone, hasToken, notFromHere, type Web } from './enter.ts';
import { noticePage } from './notice-page.ts';
import { placePath } from './place-path.ts';
import { type PlanMessage, planPage, type ReaderField } from './plan-page.ts';
import { progressPage } from './progress-page.ts';
import { readReader } from './read-reader.ts';
import { rightsPage } from './refused-page.ts';
import { signInPage } from './sign-in-page.ts';
import { isSignedIn, type SignedInSession } from './signed-in.ts';
import { surveyProblemPage } from './survey-problem-page.ts';

const surveyFreshMs = 60_000;
const settingsLinkMinutes = 60;

export async function showAuthorize(web: Web, asked: Asked): Promise<Answer> {
  const { words } = web.deps;
  const entered = await enter(web, 'authorize', asked);
  if (entered === null) return gone(web);
  const { setup, session } = entered;
  if (!isSignedIn(session))
    return showPage(
      signInPage({ words, purpose: 'authorize', ticket: asked.ticket, problem: session?.problem ?? null }),
    );
  if (!mayProvision(session.person)) return showPage(rightsPage({ words, session }), 403);
  if (setup.cancelledAt !== null) return showPage(noticePage({ words, notice: 'cancelled' }));
  if (session.access === null || setup.run !== null || !isWorkLeft(setup, session.consent)) {
    return showProgress(web, setup, session);
  }
  return showPlan(web, setup, session, session.access);
}

function isWorkLeft(setup: Setup, consent: ConsentChoice): boolean {
  if (setup.problem !== null || !isProvisioned(setup)) return true;
  return consent === 'here' && !isConsented(setup);
}

async function showProgress({ deps }: Web, setup: Setup, session: SignedInSession): Promise<Answer> {
  const by = setup.authorization?.by;
  const mayRead = setup.run === null && isProvisioned(setup) && by !== undefined && isSamePerson(by, session.person);
  const ticket = mayRead
    ? await deps.tickets.issue({ setupId: setup.id, purpose: 'settings' }, settingsLinkMinutes)
    : null;
  const settingsPath = ticket === null ? null : placePath('settings', ticket);
  return showPage(
    progressPage({ words: deps.words, setup, session, settingsPath, consentUrl: await deps.consentUrlOf(setup) }),
  );
}

type Shown = { readonly message?: PlanMessage; readonly reader?: ReaderField; readonly status?: number };

async function showPlan(
  web: Web,
  setup: Setup,
  session: SignedInSession,
  access: TenantAccess,
  { message, reader, status = 200 }: Shown = {},
): Promise<Answer> {
  const { words } = web.deps;
  const survey = await readSurvey(web, setup, session, access);
  if (!survey.ok) return showPage(surveyProblemPage({ words, setup, session, problem: survey.problem }), 502);
  const plan = {
    words,
    setup,
    session,
    survey: survey.value,
    message: message ?? null,
    reader: reader ?? { typed: '', mistake: null },
  };
  return showPage(planPage(plan), status);
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
  if (!hasToken(session, asked.form) || !mayProvision(session.person)) return notFromHere(web);
  const { access } = session;
  if (access === null || setup.run !== null || setup.cancelledAt !== null) return back;
  const typed = (asked.form.get('reader') ?? '').trim();
  const shown = (more: Shown) => showPlan(web, setup, session, access, { reader: { typed, mistake: null }, ...more });
  const seen = session.survey;
  if (asked.form.get('version') !== String(setup.version) || seen === null || seen.version !== setup.version) {
    return shown({ message: 'stale', status: 409 });
  }
  const reader = await readReader(web.deps.words, access, typed);
  if (!reader.ok) return shown({ reader: { typed, mistake: reader.mistake }, status: 422 });
  const authorization = toAuthorization(web, session, seen.survey, reader.value);
  return startRun(web, setup, session, access, { authorization, survey: seen.survey, typed });
}

function toAuthorization(
  { deps }: Web,
  session: SignedInSession,
  survey: Survey,
  reader: Authorization['reader'],
): Authorization {
  return {
    by: session.person,
    at: deps.now().toISOString(),
    consent: session.consent,
    reader,
    secretEndsAt: survey.secretEndsAt,
    organization: survey.organization,
    exchangeOnline: survey.exchangeOnline,
  };
}

type Press = { readonly authorization: Authorization; readonly survey: Survey; readonly typed: string };

async function startRun(
  web: Web,
  setup: Setup,
  session: SignedInSession,
  access: TenantAccess,
  { authorization, survey, typed }: Press,
): Promise<Answer> {
  const back = seeOther(placePath('authorize', session.ticket));
  // Taken out of the session before anything is awaited: a second press at the same moment finds nothing to use.
  if (session.access !== access) return back;
  session.access = null;
  const answer = await web.deps.authorize({
    setupId: setup.id,
    version: setup.version,
    access,
    authorization,
    observed: survey.observed,
  });
  if (answer.kind === 'started') return back;
  session.access = access;
  const message = answer.kind;
  const present = (await web.deps.findSetup(setup.id)) ?? setup;
  session.survey = null;
  return showPlan(web, present, session, access, { message, reader: { typed, mistake: null }, status: 409 });
}
