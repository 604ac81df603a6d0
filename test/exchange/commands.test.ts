import { describe, expect, it } from 'vitest';
import { findMailbox, newMailbox, type Tenant } from '../../sandbox/cloud.ts';
import type { ExchangeServicePrincipal } from '../../sandbox/exchange/settings.ts';
import { runPowerShell } from '../../sandbox/powershell/run.ts';
import { type CommandGroup, commandPattern, handOverCommands } from '../../src/exchange/commands.ts';
import { handOverFacts } from '../../src/exchange/hand-over-facts.ts';
import { handOverScript } from '../../src/exchange/script.ts';
import type { SetupRequest } from '../../src/setup/request.ts';
import { exchange } from '../../src/words/en/exchange.ts';
import { clientId, factsOf, objectId, provisionedCloud, provisionedSetup, textHash } from './hand-over-example.ts';

const edi = 'edi@contoso.example';
const orders = 'orders@contoso.example';
const invoices = 'invoices@contoso.example';

type Seen = {
  readonly organizationOff: boolean;
  readonly registered: readonly Omit<ExchangeServicePrincipal, 'guid'>[];
  readonly mailboxes: Readonly<Record<string, readonly string[]>>;
};

/** What the tenant holds, in a form that can be compared. */
function seen(tenant: Tenant): Seen {
  const rights = tenant.mailboxes.map((mailbox) => [
    mailbox.address,
    [
      ...(mailbox.smtpClientAuthenticationDisabled === false ? ['smtp'] : []),
      ...(mailbox.popEnabled ? ['pop'] : []),
      ...mailbox.fullAccess.map((id) => `full ${id}`),
      ...mailbox.sendAs.map((id) => `send ${id}`),
    ],
  ]);
  return {
    organizationOff: tenant.smtpClientAuthenticationDisabled,
    registered: tenant.exchangeServicePrincipals.map(({ guid: _, ...rest }) => rest),
    mailboxes: Object.fromEntries(rights),
  };
}

function toText(groups: readonly CommandGroup[]): string {
  return groups.flatMap(({ commands }) => commands).join('\n');
}

async function execute(source: string): Promise<Seen> {
  const { cloud, tenant } = provisionedCloud();
  for (const mailbox of tenant.mailboxes) mailbox.popEnabled = false;
  const { error } = await runPowerShell(cloud, tenant, source);
  expect(error).toBeNull();
  return seen(tenant);
}

const full = `full ${objectId}`;
const send = `send ${objectId}`;

const variants: readonly {
  readonly name: string;
  readonly request: Partial<SetupRequest>;
  readonly mailboxes: Seen['mailboxes'];
  readonly organizationOff?: boolean;
}[] = [
  {
    name: 'both channels, as in the manual procedure',
    request: {},
    mailboxes: { [edi]: ['smtp', 'pop', full, send], [orders]: ['smtp', 'pop', full, send], [invoices]: [] },
  },
  {
    name: 'SMTP alone, without SendAs',
    request: { channels: ['smtp'], sendAs: false, mailboxes: [edi] },
    mailboxes: { [edi]: ['smtp', full], [orders]: [], [invoices]: [] },
  },
  {
    name: 'POP3 alone needs no SendAs',
    request: { channels: ['pop3'], mailboxes: [edi] },
    mailboxes: { [edi]: ['pop', full], [orders]: [], [invoices]: [] },
  },
  {
    name: 'SMTP AUTH for the organization',
    request: { smtpAuth: 'organization', mailboxes: [edi] },
    mailboxes: { [edi]: ['pop', full, send], [orders]: [], [invoices]: [] },
    organizationOff: false,
  },
  {
    name: 'organization-wide SMTP AUTH is not touched for POP3 alone',
    request: { channels: ['pop3'], smtpAuth: 'organization', mailboxes: [edi] },
    mailboxes: { [edi]: ['pop', full], [orders]: [], [invoices]: [] },
  },
  {
    name: 'a sender that is not among the mailboxes gets SendAs, the mailboxes none',
    request: { sender: invoices, mailboxes: [edi] },
    mailboxes: { [edi]: ['smtp', 'pop', full], [orders]: [], [invoices]: [send] },
  },
  {
    name: 'a sender among the mailboxes is the one that gets SendAs',
    request: { sender: edi },
    mailboxes: { [edi]: ['smtp', 'pop', full, send], [orders]: ['smtp', 'pop', full], [invoices]: [] },
  },
];

describe.each(variants)('$name', ({ request, mailboxes, organizationOff = true }) => {
  const facts = factsOf(request);
  const registered = [{ appId: clientId, objectId, displayName: 'eBiss 3 mail' }];

  it.each([
    ['commands', toText(handOverCommands(facts))],
    ['pattern', toText(commandPattern(facts))],
    ['script', handOverScript(facts, textHash, exchange.script)],
  ])('the %s change exactly what was asked for', async (_, source) => {
    expect(await execute(source)).toEqual({ organizationOff, registered, mailboxes });
  });

  it('has words for every group', () => {
    for (const { topic } of [...handOverCommands(facts), ...commandPattern(facts)]) {
      expect(exchange.topics[topic].title).not.toBe('');
    }
  });
});

describe('the commands', () => {
  it('hold real values and nothing to fill in', () => {
    const text = toText(handOverCommands(factsOf()));
    expect(text).not.toMatch(/[<>…]|TODO|undefined|null/);
    expect(text).toContain(
      `New-ServicePrincipal -AppId '${clientId}' -ObjectId '${objectId}' -DisplayName 'eBiss 3 mail'`,
    );
  });

  it('come in the order of the procedure, each group once', () => {
    expect(handOverCommands(factsOf()).map(({ section, topic }) => `${section} ${topic}`)).toEqual([
      '2.1 connect',
      '2.2 register',
      '2.3 smtpAuth',
      '2.3 pop',
      '2.4 fullAccess',
      '2.4 sendAs',
    ]);
  });

  it('do not exist before application and service principal do', () => {
    expect(handOverFacts({ ...provisionedSetup(), servicePrincipal: null })).toBeNull();
    expect(handOverFacts({ ...provisionedSetup(), application: null })).toBeNull();
  });

  it('carry hostile names to Exchange as they are', async () => {
    const appName = "x\u2019; Remove-ServicePrincipal 'all'; $(calc) `\u201D \u201B--";
    const mailbox = "o'br\u2018ien$x@contoso.example";
    const facts = factsOf({ appName, mailboxes: [mailbox] });
    for (const source of [toText(handOverCommands(facts)), handOverScript(facts, textHash, exchange.script)]) {
      const { cloud, tenant } = provisionedCloud();
      tenant.mailboxes.push(newMailbox(mailbox, 'Odd'));
      expect((await runPowerShell(cloud, tenant, source)).error).toBeNull();
      expect(tenant.exchangeServicePrincipals[0]?.displayName).toBe(appName);
      expect(findMailbox(tenant, mailbox)?.fullAccess).toEqual([objectId]);
    }
  });

  it('stay short for fifty mailboxes, as a pattern', () => {
    const mailboxes = Array.from({ length: 50 }, (_, index) => `mailbox-${index}@contoso.example`);
    expect(toText(commandPattern(factsOf({ mailboxes }))).length).toBeLessThan(3000);
  });
});
