// Runs scripts in the sandbox's Contoso and reads what they print, as the bot would read it from a paste.

import type { Cloud, Tenant } from '../../sandbox/cloud.ts';
import { openSession, runPowerShell } from '../../sandbox/powershell/run.ts';
import type { HandOverFacts } from '../../src/exchange/hand-over-facts.ts';
import { readEvidence } from '../../src/exchange/read-evidence.ts';
import { handOverScriptBytes } from '../../src/exchange/script.ts';
import type { Evidence } from '../../src/setup/evidence.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { textHash } from './hand-over-example.ts';

export type Sandbox = { readonly cloud: Cloud; readonly tenant: Tenant };

/** Exactly as it is downloaded, byte-order mark included. */
export function scriptOf(facts: HandOverFacts): string {
  const bytes = handOverScriptBytes(facts, textHash, exchange.script);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

export async function runScript({ cloud, tenant }: Sandbox, facts: HandOverFacts, session = openSession()) {
  return await runPowerShell(cloud, tenant, scriptOf(facts), session);
}

/** Throws where the script ended early or its evidence cannot be read. */
export async function evidenceAfter(sandbox: Sandbox, facts: HandOverFacts): Promise<Evidence> {
  const { output, error } = await runScript(sandbox, facts);
  if (error !== null) throw new Error(`line ${error.line}: ${error.message}`);
  return evidenceIn(output, facts);
}

export function evidenceIn(output: string, facts: HandOverFacts): Evidence {
  const read = readEvidence(output, { facts, textHash });
  if (!read.ok) throw new Error(`${read.refusal}: ${output}`);
  return read.evidence;
}

/** What a tenant's Exchange holds, in a form that can be compared. */
export function exchangeState({ smtpClientAuthenticationDisabled, exchangeServicePrincipals, mailboxes }: Tenant) {
  return structuredClone({
    smtpClientAuthenticationDisabled,
    registered: exchangeServicePrincipals,
    mailboxes: mailboxes.map(({ inbox: _, ...mailbox }) => mailbox),
  });
}
