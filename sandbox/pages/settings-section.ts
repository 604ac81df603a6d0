// How the tenant and the whole cloud behave: the form on the admin centre's page, and consent to the bot's sign-in app.

import type { Tenant } from '../cloud.ts';
import { checkField, numberField } from './fields.ts';
import { type Markup, markup, nothing } from './markup.ts';
import type { CheckSetting, NumberSetting, SettingsForm } from './settings-form.ts';

export type SettingsParts = { readonly tenant: Tenant; readonly form: SettingsForm; readonly saved: boolean };

export function settingsSection({ tenant, form, saved }: SettingsParts): Markup {
  const number = (name: NumberSetting, label: string, hint?: string) => {
    const field = { name, label, value: form.typed[name], mistake: form.mistakes[name] };
    return numberField(hint === undefined ? field : { ...field, hint });
  };
  const check = (name: CheckSetting, label: string) => checkField(name, label, form.checked[name]);
  return markup`<section aria-labelledby="settings"><h2 id="settings">How this tenant behaves</h2>
${saved ? markup`<p class="good" role="status">Saved.</p>` : nothing}
<form method="post" action="/admin/settings?tenant=${tenant.id}#settings">
${number('replicationDelaySeconds', 'Replication delay in seconds (all tenants)', 'Entra and Graph know a new object only after this time.')}
${number('propagationDelaySeconds', 'Exchange propagation delay in seconds (all tenants)', 'SMTP and POP3 know a change only after this time.')}
${number('flapSeconds', 'Exchange flapping after that in seconds (all tenants)', 'Every second sign-in to a mailbox still meets what was so before.')}
${number('deliverySeconds', 'Mail delivery delay in seconds (all tenants)', 'POP3 shows a mail only after this time.')}
${number('maximumDays', 'Longest lifetime of client secrets in days (empty: no limit)')}
${check('forbidden', 'Forbid client secrets')}
${check('securityDefaults', 'Security defaults')}
${check('conditionalAccessBlocks', 'Conditional Access that blocks applications (workload identities)')}
${check('authenticationPolicyBlocks', 'Authentication policy that blocks SMTP AUTH')}
<div class="buttons"><button class="first">Save</button></div></form>
<h3>Admin consent to the bot’s sign-in app</h3>
${consents(tenant)}</section>`;
}

function consents(tenant: Tenant): Markup {
  if (tenant.signInConsents.length === 0) return markup`<p class="quiet">None yet.</p>`;
  return markup`<ul class="permissions">${tenant.signInConsents.map((scope) => markup`<li><code>${scope}</code></li>`)}</ul>
<form method="post" action="/admin/forget-consent?tenant=${tenant.id}"><button>Forget this consent</button></form>`;
}
