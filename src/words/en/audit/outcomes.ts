// How each event of the trail ended, or what it is told apart by, where there is more to say than what happened. Reasons,
// names and services' own words in it are text of others.

import { type CheckReport, isInconclusive } from '../../../setup/check.ts';
import type { Happening } from '../../../setup/events.ts';
import { pauseSeconds } from '../../../setup/pause.ts';
import type { Problem } from '../../../setup/problem.ts';
import { permissionOf } from '../../../setup/request.ts';
import { problemWords } from '../problems.ts';
import { results } from '../results.ts';
import { steps } from '../steps.ts';
import { times } from '../times.ts';

type Of<Kind extends Happening['kind']> = Extract<Happening, { kind: Kind }>;

export function howItEnded(event: Happening): string | null {
  switch (event.kind) {
    case 'authorized':
      return foundBefore(event);
    case 'applicationCreated':
      return `Client ID ${event.appId}, object ID ${event.objectId}`;
    case 'servicePrincipalCreated':
      return `Object ID ${event.objectId}`;
    case 'secretAdded':
      return `Key ID ${event.keyId}, ends on ${times.exact(event.endsAt)}`;
    case 'secretDelivered':
      return `Key ID ${event.keyId}; the bot does not keep it any more`;
    case 'secretRemoved':
    case 'secretRead':
      return `Key ID ${event.keyId}`;
    case 'secretAnswerLost':
    case 'effectFailed':
      return problemLine(event.problem);
    case 'lostSecretsFound':
      return event.keyIds.length === 0 ? 'Found none' : `Found key ID ${event.keyIds.join(', ')}`;
    case 'paused':
      return `${steps.titles[event.pause.step]}: ${steps.pauses[event.pause.cause](pauseSeconds(event.pause))}`;
    case 'consentSeen':
      return event.channels.map((channel) => permissionOf[channel]).join(', ');
    case 'handedOver':
      return `SHA-256 of the commands: ${event.textHash}`;
    case 'exchangeRejected':
      return event.reason;
    case 'exchangeReported':
      return reported(event);
    case 'checkFinished':
      return testResult(event.report);
    case 'asked':
    case 'changed':
    case 'cancelled':
    case 'roleAssigned':
    case 'runEnded':
    case 'interrupted':
    case 'exchangeApproved':
    case 'exchangeTaken':
    case 'handOverReminded':
    case 'handOverLapsed':
    case 'handOverRenewed':
    case 'handOverUndeliverable':
    case 'undoAsked':
    case 'checkStarted':
      return null;
  }
}

function foundBefore({ observed: { application, secretKeyIds } }: Of<'authorized'>): string {
  if (application === null) return 'Nothing of this setup was there before';
  const secrets = secretKeyIds.length === 0 ? '' : `; client secrets there: ${secretKeyIds.join(', ')}`;
  return `Goes on with the app registration that was there, client ID ${application.appId}${secrets}`;
}

function problemLine(problem: Problem): string {
  const { what } = problemWords(problem);
  return problem.details === null ? what : `${what} (${problem.details})`;
}

function reported({ evidence }: Of<'exchangeReported'>): string {
  if (evidence === null) return 'Without evidence';
  return evidence.ranBy === null ? 'With evidence' : `With evidence, which names ${evidence.ranBy} as the account`;
}

const closed = {
  refused: 'It stayed closed, as it must',
  opened: 'It opened, although it was not granted',
  unknown: 'It could not be tried, which proves nothing',
} as const;

function testResult({ token, channels, boundary }: CheckReport): string {
  if (boundary !== undefined) return `${boundary.result.mailbox}: ${closed[boundary.kind]}`;
  if (token.problem !== null) return `Token: ${problemLine(token.problem)}`;
  const wrong = channels.flatMap(({ mailbox, channel, problem }) =>
    problem === null ? [] : { mailbox, channel, problem },
  );
  const [first] = wrong;
  if (first === undefined)
    return channels.some(isInconclusive) ? 'In order; not every test mail was found again' : 'In order';
  const where = `${first.mailbox}, ${results.channels[first.channel]}`;
  return `${wrong.length} of ${channels.length} not in order; the first, ${where}: ${problemLine(first.problem)}`;
}
