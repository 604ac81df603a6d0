// The events behind the authorize page: each change of the setup, as the checklist that the page shows. Tells only those
// who would be shown the page itself, and no longer than their session lasts.

import { isSamePerson, type Person } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import type { Answer } from './answer.ts';
import { taskFor } from './authorize-task.ts';
import { cookieName } from './cookies.ts';
import { type Asked, enter, gone, isAbout, type Web } from './enter.ts';
import type { Follow } from './event-stream.ts';
import { liveProgress } from './progress-page.ts';
import { isSignedIn } from './signed-in.ts';
import type { Ticket } from './web-deps.ts';

/** Another process may have saved the setup, of which this one hears nothing. */
const lookAgainMs = 2_000;
const longestMs = 30 * 60_000;
const mostStreams = 200;
const mostOfOnePerson = 10;

export async function followProgress(web: Web, asked: Asked): Promise<Answer> {
  const entered = await enter(web, 'authorize', asked, 'look');
  if (entered === null || !isSignedIn(entered.session)) return gone(web);
  const { session, place } = entered;
  const id = asked.cookies.get(cookieName('authorize', web.deps.config.secureCookies));
  const isEntitled = (setup: Setup) =>
    isAbout(place, setup) &&
    web.sessions.look(id, place) === session &&
    taskFor(setup, session.person, session.consent).kind !== 'noRight';
  if (!isEntitled(entered.setup)) return gone(web);
  const { person } = session;
  const own = [...web.streams].filter((stream) => isSamePerson(stream.person, person));
  if (web.streams.size >= mostStreams || own.length >= mostOfOnePerson) return tooMany;
  return { kind: 'events', follow: follow(web, { place, person }, isEntitled) };
}

/** The page then asks by itself, now and then. */
const tooMany: Answer = {
  kind: 'text',
  status: 503,
  text: 'too many pages are open\n',
  type: 'text/plain; charset=utf-8',
  retryAfter: 60,
};

type Following = { readonly place: Ticket; readonly person: Person };

function follow({ deps, streams }: Web, { place, person }: Following, isEntitled: (setup: Setup) => boolean): Follow {
  const { subject: setupId } = place;
  return async (tell, signal) => {
    const waiter = createWaiter(signal);
    const stopListening = deps.onSetupSaved((saved) => saved === setupId && waiter.wake());
    const stream = { person };
    streams.add(stream);
    const endsAt = Date.now() + longestMs;
    let told = -1;
    try {
      while (!signal.aborted && Date.now() < endsAt) {
        const setup = await deps.findSetup(setupId);
        if (setup === null || !isEntitled(setup)) return;
        if (setup.version !== told) {
          told = setup.version;
          const { state, body } = liveProgress(deps.words, setup);
          tell({ id: setup.version, data: { state, html: body.toString() } });
        }
        await waiter.wait(lookAgainMs);
      }
    } catch (error) {
      deps.log.warn({ err: error }, 'a page could not be told of progress');
    } finally {
      stopListening();
      streams.delete(stream);
    }
  };
}

type Waiter = { wake(): void; wait(milliseconds: number): Promise<void> };

/** A wake that comes while nobody waits ends the next wait at once, so that none is missed. */
function createWaiter(signal: AbortSignal): Waiter {
  let woken = false;
  let resolve = () => {};
  const wake = () => {
    woken = true;
    resolve();
  };
  signal.addEventListener('abort', wake, { once: true });
  return {
    wake,
    async wait(milliseconds) {
      const timer = setTimeout(wake, milliseconds);
      await new Promise<void>((done) => {
        resolve = done;
        if (woken) done();
      });
      clearTimeout(timer);
      woken = false;
    },
  };
}
