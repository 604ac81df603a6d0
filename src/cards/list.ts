// The list of setups, newest first, each with where it stands; and the help card.

import helpTemplate from '../../adaptiveCards/help.json' with { type: 'json' };
import listTemplate from '../../adaptiveCards/list.json' with { type: 'json' };
import { type Phase, phaseOf } from '../setup/phase.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import { locating } from './header.ts';
import type { Color } from './mailbox-lines.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

const fillList = template(listTemplate);
const fillHelp = template(helpTemplate);
const mostSetups = 10;

const colors: Readonly<Record<Phase, Color>> = {
  planned: 'Default',
  provisioning: 'Accent',
  stopped: 'Attention',
  handedOver: 'Default',
  checking: 'Accent',
  waiting: 'Warning',
  confirming: 'Accent',
  wrong: 'Attention',
  signedIn: 'Good',
  verified: 'Good',
  cancelled: 'Default',
};

/** `ask` makes it the answer to a command that could have meant several setups. */
export function listCard(setups: readonly Setup[], words: Words, ask = false): RenderedCard {
  const text = words.chat.list;
  const title = ask ? text.which : text.title;
  const newest = setups.toSorted((a, b) => b.askedAt.localeCompare(a.askedAt));
  return fitted(fillList, title, (most) => {
    const shown = newest.slice(0, Math.min(most, mostSetups));
    const left = newest.length - shown.length;
    return {
      title,
      show: text.show,
      isEmpty: newest.length === 0,
      empty: text.empty,
      setups: shown.map((setup) => listed(setup, words)),
      hasMore: left > 0,
      more: left > 0 ? text.more(left) : '',
    };
  });
}

function listed(setup: Setup, { chat, plan }: Words): object {
  const { tenant, server, reference, mailboxes } = setup.request;
  const phase = phaseOf(setup);
  return {
    id: setup.id,
    tenant: tenant.typed,
    about: [server, plan.mailboxes(mailboxes.length), ...(reference === null ? [] : [reference])].join(' · '),
    phase: chat.phases[phase],
    color: colors[phase],
    data: locating(setup),
  };
}

export function helpCard(words: Words): RenderedCard {
  return fitted(fillHelp, words.chat.help.title, () => ({ text: words.chat.help }));
}
