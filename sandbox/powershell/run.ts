// The entrance: runs a script as an Exchange administrator of one tenant would in a console. The first mistake ends it,
// and nothing that is not understood is skipped. What ran before the mistake has happened.

import type { Cloud, Tenant } from '../cloud.ts';
import type { Session } from './cmdlet.ts';
import { runBlock } from './evaluate.ts';
import { PowerShellFault } from './fault.ts';
import { parseScript } from './parse.ts';
import { toScreen } from './show.ts';

type PowerShellRun = {
  readonly output: string;
  readonly error: { readonly line: number; readonly message: string } | null;
};

/** A console window: stays connected, and keeps its variables, from one run to the next. */
export function openSession(): Session {
  return { connected: false, variables: new Map() };
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
    runBlock({ cloud, tenant, session, write }, script, (value) => write(toScreen(value)));
    return ended(null);
  } catch (error) {
    if (!(error instanceof PowerShellFault)) throw error;
    return ended({ line: error.line ?? 1, message: error.message });
  }
}
