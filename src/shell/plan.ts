// From the filled-in card to a plan: the form is read, the tenant is resolved to its GUID, and the setup is begun or,
// where the card belongs to one that has not been authorized yet, changed. Nothing is created in any tenant.

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
  const read = readForm(press.inputs);
  const form = { setupId: press.setupId, version: press.version };
  if (!read.ok) return card(desk.show.form({ values: read.values, mistakes: read.mistakes, ...form }));
  const typed = read.form.tenant;
  const tenant = await tenantOf(desk, typed);
  const request: SetupRequest = { ...read.form, tenant: { id: tenant.ok ? tenant.id : '', typed } };
  if (!tenant.ok) {
    return card(desk.show.form({ values: formFor(request), mistakes: { tenant: tenant.mistake }, ...form }));
  }
  return press.setupId === null
    ? begin(desk, incoming, request)
    : changeRequest(desk, incoming, request, { setupId: press.setupId, version: press.version });
}

type TenantRead = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly mistake: Mistake };

async function tenantOf(desk: Desk, typed: string): Promise<TenantRead> {
  const resolved = await desk.resolveTenant(typed);
  if (!resolved.ok) {
    const kind = resolved.problem.reason === 'tenantUnknown' ? 'tenantUnknown' : 'tenantNoAnswer';
    return { ok: false, mistake: { kind, about: typed } };
  }
  if (!desk.isTenantAllowed(resolved.value)) return { ok: false, mistake: { kind: 'tenantNotAllowed', about: typed } };
  return { ok: true, id: resolved.value };
}

async function begin(desk: Desk, incoming: Incoming, request: SetupRequest): Promise<Reply> {
  const { from, place } = incoming;
  for (;;) {
    const setup = beginSetup({
      id: desk.newSetupId(),
      request,
      requester: from,
      conversationId: place.conversationId,
      at: desk.now().toISOString(),
    });
    if (await insert(desk, setup)) return livingCard(desk, setup, 'requester');
  }
}

function insert(desk: Desk, setup: Setup): Promise<boolean> {
  const asked = { kind: 'asked', request: setup.request, at: setup.askedAt, by: setup.requester } as const;
  return desk.store.inTransaction(async (writes) => {
    if (!(await writes.insertSetup(setup))) return false;
    await writes.appendEvent(setup.id, setup.version, asked);
    return true;
  });
}

async function changeRequest(
  desk: Desk,
  incoming: Incoming,
  request: SetupRequest,
  seen: { readonly setupId: string; readonly version: number | null },
): Promise<Reply> {
  const isTheirs = (setup: Setup) => may('change', { person: incoming.from, place: incoming.place, setup });
  const changed = await changeSetup(desk, seen.setupId, (setup) =>
    isTheirs(setup) && mayStillChange(setup) && setup.version === seen.version
      ? { kind: 'changed', request, at: desk.now().toISOString(), by: incoming.from }
      : null,
  );
  if (changed.kind === 'unknown' || !isTheirs(changed.setup)) {
    return text(desk.words.chat.notFound);
  }
  return livingCard(desk, changed.setup, 'requester');
}
