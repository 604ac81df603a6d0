// The admin centre's addresses: what is read from its forms and done to the cloud. How it looks is another file's matter.

import { z } from 'zod';
import { type Account, type Cloud, directoryRoles, findTenant, type Tenant } from '../cloud.ts';
import { type Answer, type Call, formOf, htmlPage, redirect } from '../http/call.ts';
import { type Route, route } from '../http/routes.ts';
import { adminCentrePage, type Console, type Trouble } from './admin-centre-page.ts';

export type PowerShellRun = {
  readonly output: string;
  readonly error: { readonly line: number; readonly message: string } | null;
};

/** Runs what an Exchange administrator typed, as in a window of theirs that stays open. */
export type RunPowerShell = (tenant: Tenant, account: Account, source: string) => Promise<PowerShellRun>;

export function adminCentreRoutes(cloud: Cloud, run: RunPowerShell): Route[] {
  return [
    route('GET', /^\/(admin)?$/, (call) => show(cloud, call)),
    route('POST', /^\/admin\/powershell$/, (call) => runTyped(cloud, run, call)),
    route('POST', /^\/admin\/settings$/, (call) => saveSettings(cloud, call)),
    route('POST', /^\/admin\/forget-consent$/, (call) => forgetConsent(cloud, call)),
  ];
}

function tenantOf(cloud: Cloud, call: Call): Tenant {
  const tenant = findTenant(cloud, call.query.get('tenant') ?? '') ?? cloud.tenants[0];
  if (tenant === undefined) throw new Error('The cloud has no tenant.');
  return tenant;
}

function show(cloud: Cloud, call: Call): Answer {
  const tenant = tenantOf(cloud, call);
  const saved = call.query.has('saved');
  return page(200, { cloud, tenant, console: emptyConsole(tenant), saved, trouble: null });
}

type Parts = Parameters<typeof adminCentrePage>[0];

function page(status: number, parts: Parts): Answer {
  return htmlPage(status, adminCentrePage(parts));
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

async function runTyped(cloud: Cloud, run: RunPowerShell, call: Call): Promise<Answer> {
  const tenant = tenantOf(cloud, call);
  const form = formOf(call);
  const source = form.get('source') ?? '';
  const account = tenant.accounts.find((candidate) => candidate.objectId === form.get('runAs'));
  if (account === undefined) return show(cloud, call);
  const result = mayUseExchange(account) ? await run(tenant, account, source) : accessDenied(account);
  const console = { runAs: account.objectId, source, result };
  return page(200, { cloud, tenant, console, saved: false, trouble: null });
}

function accessDenied(account: Account): PowerShellRun {
  const message = `Access denied. ${account.username} holds neither the Exchange Administrator nor the Global Administrator role, so no Exchange Online cmdlet is there to be run.`;
  return { output: '', error: { line: 1, message } };
}

const blankIsNull = z.literal('').transform(() => null);
const settings = z.object({
  replicationDelaySeconds: z.coerce.number().int().min(0).max(3600),
  maximumDays: blankIsNull.or(z.coerce.number().int().min(1).max(3650)),
});

function saveSettings(cloud: Cloud, call: Call): Answer {
  const tenant = tenantOf(cloud, call);
  const form = formOf(call);
  const read = settings.safeParse({
    replicationDelaySeconds: form.get('replicationDelaySeconds') ?? '',
    maximumDays: form.get('maximumDays') ?? '',
  });
  if (!read.success)
    return page(400, {
      cloud,
      tenant,
      console: emptyConsole(tenant),
      saved: false,
      trouble: troubleOf(read.error, form),
    });
  cloud.replicationDelaySeconds = read.data.replicationDelaySeconds;
  tenant.securityDefaults = form.has('securityDefaults');
  tenant.secretPolicy = { maximumDays: read.data.maximumDays, forbidden: form.has('forbidden') };
  return redirect(`/?tenant=${tenant.id}&saved=yes#settings`);
}

function troubleOf(error: z.ZodError, form: URLSearchParams): Trouble {
  const field = error.issues[0]?.path[0];
  return field === 'maximumDays'
    ? {
        field: 'maximumDays',
        typed: form.get('maximumDays') ?? '',
        message: 'Enter whole days from 1 to 3650, or nothing for no limit.',
      }
    : {
        field: 'replicationDelaySeconds',
        typed: form.get('replicationDelaySeconds') ?? '',
        message: 'Enter whole seconds from 0 to 3600.',
      };
}

function forgetConsent(cloud: Cloud, call: Call): Answer {
  const tenant = tenantOf(cloud, call);
  tenant.signInConsents = [];
  return redirect(`/?tenant=${tenant.id}&saved=yes#settings`);
}
