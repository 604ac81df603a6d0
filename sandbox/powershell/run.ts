// The entrance: runs a script as an Exchange administrator of one tenant would in a console. The first mistake ends it,
// and nothing that is not understood is skipped. What ran before the mistake has happened.

import type { Account, Cloud, Tenant } from '../cloud.ts';
import type { InstalledModule, Session } from './cmdlet.ts';
import { PowerShellFault, TerminatingError } from './fault.ts';
import { parseScript } from './parse.ts';
import { runScript } from './run-statements.ts';
import { openScope } from './scope.ts';
import { toScreen } from './show.ts';

type PowerShellRun = {
  readonly output: string;
  readonly error: { readonly line: number; readonly message: string } | null;
};

const exchangeModule: InstalledModule = { name: 'ExchangeOnlineManagement', version: '3.10.0' };

/** A console window: stays connected, and keeps its variables, from one run to the next. */
export function openSession({
  account = null,
  modules = [exchangeModule],
}: {
  readonly account?: Account | null;
  readonly modules?: readonly InstalledModule[];
} = {}): Session {
  return { account, modules, connections: [], scope: openScope(null) };
}

/** A script with a mistake in its text does nothing at all, as in PowerShell. */
export async function runPowerShell(
  cloud: Cloud,
  tenant: Tenant,
  source: string,
  session: Session = openSession(),
): Promise<PowerShellRun> {
  const lines: string[] = [];
  const write = (text: string) => {
    lines.push(text);
  };
  const ended = (error: PowerShellRun['error']) => ({ output: lines.join('\n'), error });
  try {
    const script = parseScript(source.replace(/^\uFEFF/, ''));
    runScript({ cloud, tenant, session, write }, script, (value) => write(toScreen(value)));
    return ended(null);
  } catch (error) {
    if (!(error instanceof PowerShellFault)) throw error;
    return ended({ line: error.line ?? 1, message: shown(error) });
  }
}

function shown(error: PowerShellFault): string {
  return error instanceof TerminatingError && error.cmdlet !== null
    ? `${error.cmdlet}: ${error.message}`
    : error.message;
}
