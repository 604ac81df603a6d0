// Faults on purpose on the admin centre's page: the form that plants one, and those that are planted.

import type { Tenant } from '../cloud.ts';
import type { Fault, PlantedFault } from '../faults/fault.ts';
import { happenings, requests } from './fault-choices.ts';
import type { FaultField, FaultForm } from './faults-form.ts';
import { type Field, numberField, selectField } from './fields.ts';
import { type Markup, markup, nothing } from './markup.ts';

export type FaultsParts = {
  readonly tenant: Tenant;
  readonly planted: readonly PlantedFault[];
  readonly form: FaultForm;
  readonly saved: 'planted' | 'removed' | null;
};

const savedWords = { planted: 'Planted.', removed: 'All removed.' } as const;

export function faultsSection({ tenant, planted, form, saved }: FaultsParts): Markup {
  const field = (name: FaultField, label: string): Field => ({
    name,
    label,
    value: form.typed[name],
    mistake: form.mistakes[name],
  });
  const choices = (items: readonly { readonly name: string; readonly label: string }[]) =>
    items.map(({ name, label }) => ({ value: name, label }));
  return markup`<section aria-labelledby="faults"><h2 id="faults">Faults on purpose</h2>
<p class="quiet">Plant a fault, use the bot, and watch how it copes. It meets the next such requests of every tenant. “Done” means that the tenant has it, whatever the bot hears of it.</p>
${saved === null ? nothing : markup`<p class="good" role="status">${savedWords[saved]}</p>`}
<form method="post" action="/admin/faults?tenant=${tenant.id}#faults">
${selectField(field('request', 'Request'), choices(requests))}
${selectField(field('happening', 'What happens'), choices(happenings))}
<div class="pair"><div>${numberField(field('times', 'How many times'))}</div>
<div>${numberField({ ...field('seconds', 'Seconds'), hint: 'For what waits, is late or unknown.' })}</div></div>
<div class="buttons"><button class="first">Plant it</button></div></form>
<h3>Planted (${planted.length})</h3>
${planted.length === 0 ? markup`<p class="quiet">None.</p>` : plantedList(tenant, planted)}</section>`;
}

function plantedList(tenant: Tenant, planted: readonly PlantedFault[]): Markup {
  const items = planted.map(
    ({ fault, met }) => markup`<li>${titleOf(fault)}<br><span class="quiet">${metWords(fault, met)}</span></li>`,
  );
  return markup`<ul class="permissions">${items}</ul>
<form method="post" action="/admin/faults/remove?tenant=${tenant.id}"><button>Remove all</button></form>`;
}

/** One that a program planted has no title. */
function titleOf(fault: Fault): string {
  return fault.title ?? `${fault.service} ${fault.method} ${fault.path.source}: ${fault.kind}`;
}

function metWords({ times = 1 }: Fault, met: number): string {
  if (times === Number.POSITIVE_INFINITY) return `Met ${met} so far, meets every one`;
  return met >= times ? `Met ${met} of ${times}, used up` : `Met ${met} of ${times}`;
}
