// The admin centre's addresses: what is read from its forms and done to the cloud. How it looks is another file's matter.

import { z } from 'zod';
import { type Account, type Cloud, directoryRoles, findTenant, type Tenant } from '../cloud.ts';
import { letArrive } from '../exchange/delivery.ts';
import type { Faults } from '../faults/planted-faults.ts';
import { type Answer, type Call, formOf, htmlPage, redirect } from '../http/call.ts';
import { type Route, route } from '../http/routes.ts';
import { type AdminCentreParts, adminCentrePage, type Console, type Saved } from './admin-centre-page.ts';
import { emptyFaultForm, readFaultForm } from './faults-form.ts';
import { readSettings, settingsNow } from './settings-form.ts';

export type PowerShellRun = {
  readonly output: string;
  readonly error: { readonly line: number; readonly message: string } | null;
};

/** Runs what an Exchange administrator typed, as in a window of theirs that stays open. */
export type RunPowerShell = (tenant: Tenant, account: Account, source: string) => Promise<PowerShellRun>;

type AdminCentre = { readonly cloud: Cloud; readonly faults: Faults; readonly run: RunPowerShell };

export function adminCentreRoutes(cloud: Cloud, faults: Faults, run: RunPowerShell): Route[] {
  const centre: AdminCentre = { cloud, faults, run };
  return [
    route('GET', /^\/(admin)?$/, (call) => show(centre, call)),
    route('POST', /^\/admin\/powershell$/, (call) => runTyped(centre, call)),
    route('POST', /^\/admin\/settings$/, (call) => saveSettings(centre, call)),
    route('POST', /^\/admin\/forget-consent$/, (call) => forgetConsent(centre, call)),
    route('POST', /^\/admin\/faults$/, (call) => plantFault(centre, call)),
    route('POST', /^\/admin\/faults\/remove$/, (call) => removeFaults(centre, call)),
  ];
}

function tenantOf(cloud: Cloud, call: Call): Tenant {
  const tenant = findTenant(cloud, call.query.get('tenant') ?? '') ?? cloud.tenants[0];
  if (tenant === undefined) throw new Error('The cloud has no tenant.');
  return tenant;
}

const savedInQuery = z.enum(['settings', 'planted', 'removed'] satisfies Saved[]);

function show(centre: AdminCentre, call: Call): Answer {
  const saved = savedInQuery.safeParse(call.query.get('saved')).data ?? null;
  return page(200, centre, tenantOf(centre.cloud, call), { saved });
}

function page(
  status: number,
  { cloud, faults }: AdminCentre,
  tenant: Tenant,
  parts: Partial<AdminCentreParts>,
): Answer {
  for (const mailbox of tenant.mailboxes) letArrive(mailbox, cloud.deliverySeconds, Date.now());
  const forms = { console: emptyConsole(tenant), faultForm: emptyFaultForm, settingsForm: settingsNow(cloud, tenant) };
  const planted = faults.planted();
  return htmlPage(status, adminCentrePage({ cloud, tenant, planted, saved: null, ...forms, ...parts }));
}

/** Whoever may run commands is chosen beforehand. */
function emptyConsole(tenant: Tenant): Console {
  const account = tenant.accounts.find(mayUseExchange) ?? tenant.accounts[0];
  return { runAs: account?.objectId ?? '', source: '', result: null };
}

function mayUseExchange(account: Account): boolean {
  const roles: readonly string[] = [directoryRoles.exchangeAdministrator, directoryRoles.globalAdministrator];
  return account.directoryRoles.some((role) => roles.includes(role));
}

async function runTyped(centre: AdminCentre, call: Call): Promise<Answer> {
  const tenant = tenantOf(centre.cloud, call);
  const form = formOf(call);
  const source = form.get('source') ?? '';
  const account = tenant.accounts.find((candidate) => candidate.objectId === form.get('runAs'));
  if (account === undefined) return show(centre, call);
  const result = mayUseExchange(account) ? await centre.run(tenant, account, source) : accessDenied(account);
  const console = { runAs: account.objectId, source, result };
  return page(200, centre, tenant, { console });
}

function accessDenied(account: Account): PowerShellRun {
  const message = `Access denied. ${account.username} holds neither the Exchange Administrator nor the Global Administrator role, so no Exchange Online cmdlet is there to be run.`;
  return { output: '', error: { line: 1, message } };
}

function saveSettings(centre: AdminCentre, call: Call): Answer {
  const tenant = tenantOf(centre.cloud, call);
  const read = readSettings(formOf(call));
  if (!read.ok) return page(400, centre, tenant, { settingsForm: read.form });
  const { numbers, checked } = read;
  Object.assign(centre.cloud, {
    replicationDelaySeconds: numbers.replicationDelaySeconds,
    propagation: { delaySeconds: numbers.propagationDelaySeconds, flapSeconds: numbers.flapSeconds },
    deliverySeconds: numbers.deliverySeconds,
  } satisfies Partial<Cloud>);
  Object.assign(tenant, {
    securityDefaults: checked.securityDefaults,
    conditionalAccessBlocks: checked.conditionalAccessBlocks,
    authenticationPolicyBlocks: checked.authenticationPolicyBlocks,
    secretPolicy: { maximumDays: numbers.maximumDays, forbidden: checked.forbidden },
  } satisfies Partial<Tenant>);
  return back(tenant, 'settings');
}

function forgetConsent({ cloud }: AdminCentre, call: Call): Answer {
  const tenant = tenantOf(cloud, call);
  tenant.signInConsents = [];
  return back(tenant, 'settings');
}

function plantFault(centre: AdminCentre, call: Call): Answer {
  const tenant = tenantOf(centre.cloud, call);
  const read = readFaultForm(formOf(call));
  if (!read.ok) return page(400, centre, tenant, { faultForm: read.form });
  centre.faults.plant(read.fault);
  return back(tenant, 'planted');
}

function removeFaults({ cloud, faults }: AdminCentre, call: Call): Answer {
  faults.clear();
  return back(tenantOf(cloud, call), 'removed');
}

function back(tenant: Tenant, saved: Saved): Answer {
  return redirect(`/?tenant=${tenant.id}&saved=${saved}#${saved === 'settings' ? 'settings' : 'faults'}`);
}
