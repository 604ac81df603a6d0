// The admin centre: a console for the Exchange administrator first, then the tenant's state, then the switches by which
// a person tries what a real tenant does now and then, faults among them.

import type { Cloud, Tenant } from '../cloud.ts';
import { isPropagating } from '../exchange/propagation.ts';
import type { PlantedFault } from '../faults/fault.ts';
import { entraSection } from './entra-section.ts';
import { exchangeSection } from './exchange-section.ts';
import type { FaultForm } from './faults-form.ts';
import { faultsSection } from './faults-section.ts';
import { selectField } from './fields.ts';
import { framed } from './frame.ts';
import { type Markup, markup, nothing } from './markup.ts';
import { roleWords } from './role-words.ts';
import type { SettingsForm } from './settings-form.ts';
import { settingsSection } from './settings-section.ts';

export type Console = {
  readonly runAs: string;
  readonly source: string;
  readonly result: {
    readonly output: string;
    readonly error: { readonly line: number; readonly message: string } | null;
  } | null;
};

export type AdminCentreParts = {
  readonly cloud: Cloud;
  readonly tenant: Tenant;
  readonly console: Console;
  readonly planted: readonly PlantedFault[];
  readonly faultForm: FaultForm;
  readonly settingsForm: SettingsForm;
  readonly saved: Saved | null;
};

/** What was done before this page is shown, for the section whose matter it was. */
export type Saved = 'settings' | 'planted' | 'removed';

export function adminCentrePage(parts: AdminCentreParts): string {
  const { cloud, tenant, planted, faultForm, settingsForm, saved } = parts;
  return framed({
    place: 'Microsoft 365 admin centre',
    heading: tenant.displayName,
    width: 'wide',
    content: markup`${tenantLinks(cloud, tenant)}
<p class="quiet">Tenant ID <code>${tenant.id}</code> · ${tenant.domains.join(' · ')}</p>
${consoleSection(tenant, parts.console)}
${exchangeSection(tenant, isPropagating(tenant, cloud.propagation, Date.now()))}
${entraSection(tenant)}
${settingsSection({ tenant, form: settingsForm, saved: saved === 'settings' })}
${faultsSection({ tenant, planted, form: faultForm, saved: saved === 'settings' ? null : saved })}`,
  });
}

function tenantLinks(cloud: Cloud, shown: Tenant): Markup {
  const links = cloud.tenants.map((tenant) =>
    tenant === shown
      ? markup`<a href="/?tenant=${tenant.id}" aria-current="page">${tenant.displayName}</a>`
      : markup`<a href="/?tenant=${tenant.id}">${tenant.displayName}</a>`,
  );
  return markup`<nav aria-label="Tenants">${links}<a href="/?tenant=${shown.id}">Show the present state</a></nav>`;
}

function consoleSection(tenant: Tenant, { runAs, source, result }: Console): Markup {
  const people = tenant.accounts.map((account) => ({
    value: account.objectId,
    label: `${account.name} – ${roleWords(account)}`,
  }));
  return markup`<section aria-labelledby="console"><h2 id="console">Exchange Online console</h2>
<p class="quiet">Paste the commands that the bot has posted. Each person’s window stays connected and keeps its variables.</p>
<form method="post" action="/admin/powershell?tenant=${tenant.id}">
${selectField({ name: 'runAs', label: 'Run as', value: runAs }, people)}
<label for="source">PowerShell</label>
<textarea id="source" name="source" spellcheck="false" autocapitalize="off" autocomplete="off">
${source}</textarea>
<div class="buttons"><button class="first">Run</button></div></form>
${result === null ? nothing : outputOf(result)}</section>`;
}

function outputOf({ output, error }: NonNullable<Console['result']>): Markup {
  const mistake =
    error === null ? nothing : markup`<p class="bad" id="error" role="alert">Line ${error.line}: ${error.message}</p>`;
  const ended = error === null ? markup`<p class="good" role="status">Ran without an error.</p>` : nothing;
  return markup`<h3 id="output-heading">Output</h3>${ended}${mistake}
<pre id="output" tabindex="0" aria-labelledby="output-heading">
${output === '' ? '(no output)' : output}</pre>`;
}
