// From the filled-in card to a plan: the form is read, the tenant is resolved to its GUID, and the setup is begun or,
// where the card belongs to one already, changed. Nothing is created in any tenant.

import type { Reply } from '../cards/rendered-card.ts';
import { formFor } from '../conversation/form-values.ts';
import type { Incoming } from '../conversation/incoming.ts';
import { type Mistake, readForm } from '../conversation/read-form.ts';
import type { Press } from '../conversation/read-press.ts';
import { may } from '../conversation/who-may.ts';
import { beginSetup } from '../setup/advance.ts';
import type { SetupRequest } from '../setup/request.ts';
import type { Setup } from '../setup/setup.ts';
import { mayStillChange } from './act.ts';
import { changeSetup } from './change-setup.ts';
import type { Desk } from './desk.ts';
import { card, livingCard, text } from './reply.ts';

type PlanPress = Extract<Press, { kind: 'plan' }>;

export async function planSetup(desk: Desk, incoming: Incoming, press: PlanPress): Promise<Reply> {
  if (press.setupId === null) return planAnew(desk, incoming, press);
  const setup = await desk.store.findSetup(press.setupId);
  if (setup === null || !isTheirs(incoming, setup)) return text(desk.words.chat.notFound);
  return planAgain(desk, incoming, press, setup);
}

async function planAnew(desk: Desk, incoming: Incoming, { inputs }: PlanPress): Promise<Reply> {
  if (!desk.mayStart(incoming.from)) return text(desk.words.replies.mayNotStart);
  const form = { setupId: null, version: null, fixed: false };
  const read = readForm(inputs);
  if (!read.ok) return card(desk.show.form({ values: read.values, mistakes: read.mistakes, ...form }));
  const seconds = desk.setupPace.take(incoming.from, desk.now());
  if (seconds > 0) return text(desk.words.replies.setupsTooOften(seconds));
  const typed = read.form.tenant;
  const tenant = await tenantOf(desk, typed);
  const request: SetupRequest = { ...read.form, tenant: { id: tenant.ok ? tenant.id : '', typed } };
  if (tenant.ok) return begin(desk, incoming, request);
  return card(desk.show.form({ values: formFor(request), mistakes: { tenant: tenant.mistake }, ...form }));
}

async function planAgain(desk: Desk, incoming: Incoming, press: PlanPress, setup: Setup): Promise<Reply> {
  const fixed = setup.application !== null;
  if (fixed && !desk.isTenantAllowed(setup.request.tenant.id)) {
    return text(desk.words.replies.targetNotAllowed(setup.id));
  }
  // What is no more than a wish can be changed into any other.
  if (!fixed && !desk.mayStart(incoming.from)) return text(desk.words.replies.mayNotStart);
  const form = { setupId: setup.id, version: press.version, fixed };
  const read = readForm(fixed ? { ...asObject(press.inputs), ...fixedInputs(setup.request) } : press.inputs);
  if (!read.ok) return card(desk.show.form({ values: read.values, mistakes: read.mistakes, ...form }));
  const typed = read.form.tenant;
  const known = setup.request.tenant;
  const isKnown = fixed || typed === known.typed;
  const seconds = desk.setupPace.take(incoming.from, desk.now());
  if (seconds > 0) return text(desk.words.replies.setupsTooOften(seconds));
  const tenant = isKnown ? allowed(desk, known.id, typed) : await tenantOf(desk, typed);
  const request: SetupRequest = { ...read.form, tenant: { id: tenant.ok ? tenant.id : '', typed } };
  if (tenant.ok) return changeRequest(desk, incoming, request, press, setup);
  return card(desk.show.form({ values: formFor(request), mistakes: { tenant: tenant.mistake }, ...form }));
}

function asObject(inputs: unknown): object {
  return typeof inputs === 'object' && inputs !== null ? inputs : {};
}

/** Of what exists in the tenant already; the card does not ask for it, and what a client sends of it does not count. */
function fixedInputs(request: SetupRequest): object {
  const { tenant, appName, channels, secretMonths } = formFor(request);
  return { tenant, appName, channels, secretMonths };
}

type TenantRead = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly mistake: Mistake };

async function tenantOf(desk: Desk, typed: string): Promise<TenantRead> {
  const resolved = await desk.resolveTenant(typed);
  if (!resolved.ok) {
    const kind = resolved.problem.reason === 'tenantUnknown' ? 'tenantUnknown' : 'tenantNoAnswer';
    return { ok: false, mistake: { kind, about: typed } };
  }
  return allowed(desk, resolved.value, typed);
}

function allowed(desk: Desk, id: string, typed: string): TenantRead {
  if (desk.isTenantAllowed(id)) return { ok: true, id };
  return { ok: false, mistake: { kind: 'tenantNotAllowed', about: typed } };
}

/** Teams repeats a press that was answered late. The id of what it begins follows from it, so that it is begun once. */
async function begin(desk: Desk, incoming: Incoming, request: SetupRequest): Promise<Reply> {
  const cause = causeOf(incoming);
  const first = beginning(desk, incoming, request, desk.newSetupId(cause));
  if (await insert(desk, first)) return livingCard(desk, first, 'requester');
  const there = cause === undefined ? null : await desk.store.findSetup(first.id);
  if (there !== null && isTheirs(incoming, there)) return livingCard(desk, there, 'requester');
  for (;;) {
    const setup = beginning(desk, incoming, request, desk.newSetupId());
    if (await insert(desk, setup)) return livingCard(desk, setup, 'requester');
  }
}

/** undefined where the client did not tell which card it was. */
function causeOf({ from, place, what }: Incoming): string | undefined {
  if (what.kind !== 'press' || what.cardId === null) return undefined;
  return JSON.stringify([from.tenantId, from.objectId, place.conversationId, what.cardId]);
}

function beginning(desk: Desk, { from, place }: Incoming, request: SetupRequest, id: string): Setup {
  const { conversationId } = place;
  const applicationKey = desk.newApplicationKey(id);
  return beginSetup({ id, request, requester: from, conversationId, applicationKey, at: desk.now().toISOString() });
}

function insert(desk: Desk, setup: Setup): Promise<boolean> {
  const asked = { kind: 'asked', request: setup.request, at: setup.askedAt, by: setup.requester } as const;
  return desk.store.inTransaction(async (writes) => {
    if (!(await writes.insertSetup(setup))) return false;
    await writes.appendEvent(setup.id, setup.version, asked);
    return true;
  });
}

function isTheirs({ from, place }: Incoming, setup: Setup): boolean {
  return may('change', { person: from, place, setup });
}

async function changeRequest(
  desk: Desk,
  incoming: Incoming,
  request: SetupRequest,
  { version }: PlanPress,
  seen: Setup,
): Promise<Reply> {
  const changed = await changeSetup(desk, seen.id, (setup) =>
    isTheirs(incoming, setup) && mayStillChange(setup) && setup.version === version
      ? { kind: 'changed', request, at: desk.now().toISOString(), by: incoming.from }
      : null,
  );
  if (changed.kind === 'unknown') return text(desk.words.chat.notFound);
  return livingCard(desk, changed.setup, 'requester');
}
