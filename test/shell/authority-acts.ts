// Every command about one setup and every button, each with a setup on which it can be done.

import { forbidden } from '../support/problems.ts';
import {
  approvedSetup,
  handedOverSetup,
  lapsedSetup,
  plannedSetup,
  stoppedSetup,
  type Wish,
} from '../support/setups.ts';
import type { Act } from './authority-world.ts';

const handedOver = { ready: handedOverSetup };
const planned = { ready: plannedSetup };
const approved = { ready: approvedSetup };
const lapsed = { ready: lapsedSetup };
const inGroup = { ready: (wish: Wish) => handedOverSetup(wish, false), inGroup: true } as const;

export const acts = {
  'status ID': { say: 'status ID', ...handedOver },
  'settings ID': { say: 'settings ID', ...handedOver },
  'script ID': { say: 'script ID', ...handedOver },
  'audit ID': { say: 'audit ID', ...handedOver },
  'undo ID': { say: 'undo ID', ...handedOver, event: 'undoAsked' },
  'cancel ID': { say: 'cancel ID', ...planned, event: 'cancelled' },
  'test ID': { say: 'test ID', ...handedOver, event: 'checkStarted' },
  'test smtp ID': { say: 'test smtp ID', ...handedOver, event: 'checkStarted' },
  'test roundtrip ID': { say: 'test roundtrip ID', ...handedOver, event: 'checkStarted' },
  'test boundary … ID': { say: 'test boundary x@contoso.example ID', ...handedOver, event: 'checkStarted' },
  'setup.plan': { press: 'setup.plan', extra: { appName: 'Another' }, ...planned, event: 'changed' },
  'setup.change': { press: 'setup.change', ...planned },
  'setup.cancel': { press: 'setup.cancel', ...planned, event: 'cancelled' },
  'setup.continue': { press: 'setup.continue', ready: (wish: Wish) => stoppedSetup(forbidden, wish) },
  'setup.status': { press: 'setup.status', ...handedOver },
  'mail.test': { press: 'mail.test', extra: { what: 'all' }, ...handedOver, event: 'checkStarted' },
  'exchange.approve': { press: 'exchange.approve', ...handedOver, event: 'exchangeApproved' },
  'exchange.reject': { press: 'exchange.reject', extra: { reason: 'no' }, ...handedOver, event: 'exchangeRejected' },
  'exchange.take': { press: 'exchange.take', ...approved, event: 'exchangeTaken' },
  'exchange.done': { press: 'exchange.done', ...approved, event: 'exchangeReported' },
  'exchange.done, in a group': { press: 'exchange.done', ...inGroup, event: 'exchangeReported' },
  'exchange.renew': { press: 'exchange.renew', ...lapsed, event: 'handOverRenewed' },
  'exchange.toRequester': { press: 'exchange.toRequester', ...lapsed, event: 'handedOver' },
} as const satisfies Readonly<Record<string, Act>>;

export const actNames = Object.keys(acts).filter((name): name is keyof typeof acts => name in acts);
