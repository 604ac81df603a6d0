// How those who act are called, by the names that Microsoft's portals give their roles.

import type { Actor } from '../../setup/problem.ts';
import type { StepActor } from '../../setup/steps.ts';

const actors: Readonly<Record<Actor, string>> = {
  requester: 'Whoever asked for the setup',
  entraAdministrator: 'A Microsoft Entra administrator (Application Administrator or Cloud Application Administrator)',
  exchangeAdministrator: 'An Exchange administrator',
  networkAdministrator: 'Whoever runs the network or firewall around this bot',
  us: 'Those who run this bot',
  nobody: 'Nobody; time alone does it',
};

const stepActors: Readonly<Record<StepActor, string>> = {
  bot: 'this bot',
  requester: 'the requester',
  entraAdministrator: 'a Microsoft Entra administrator',
  exchangeAdministrator: 'an Exchange administrator',
};

/** Of what eBiss or the script on its server met: that server has a network of its own. */
const actorsAtEbiss: Readonly<Record<Actor, string>> = {
  ...actors,
  networkAdministrator: 'Whoever runs the network or firewall around the eBiss server',
};

export const people = { actors, actorsAtEbiss, stepActors };
