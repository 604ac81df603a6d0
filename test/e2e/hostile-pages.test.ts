// Text of others in pages, as a real browser reads them: each page is the one that it is with a harmless text, except for
// exactly that text; nothing of it runs, loads, leads anywhere, or reaches the address of another host.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import { oneLine } from '../../src/setup/text-of-others.ts';
import type { TicketPurpose } from '../../src/web/web-deps.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { skeletonOf, skeletonsDiffer } from '../support/dom-skeleton.ts';
import { hostileTexts } from '../support/hostile.ts';
import { harmless, withText } from '../support/others-text.ts';
import { oneOfEach } from '../support/trail.ts';
import {
  authorization,
  pausing,
  people,
  planned,
  proposal,
  provisioned,
  stopped,
  warningSurvey,
} from '../web/contoso-setup.ts';
import { startWorld, type World } from '../web/pages-world.ts';
import { newVisitor } from '../web/visitor.ts';

type Shown = {
  readonly purpose: TicketPurpose;
  readonly task?: 'undo' | 'server';
  readonly setup: Setup;
  readonly by: keyof typeof people;
  /** What is told of it while it is open. */
  readonly part?: '/events';
};

const delivered = provisioned.secret && {
  ...provisioned.secret,
  delivered: { by: people.reader, at: authorization.at },
};

const shown: Readonly<Record<string, Shown>> = {
  'the plan': { purpose: 'authorize', setup: planned, by: 'admin' },
  'a run as it is told': { purpose: 'authorize', setup: pausing, by: 'admin', part: '/events' },
  'a stop': { purpose: 'authorize', setup: stopped, by: 'admin' },
  'what was done': { purpose: 'authorize', setup: provisioned, by: 'admin' },
  'no right': { purpose: 'authorize', setup: planned, by: 'stranger' },
  settings: { purpose: 'settings', setup: provisioned, by: 'admin' },
  'settings for the requester': { purpose: 'settings', setup: provisioned, by: 'requester' },
  'settings after the delivery': { purpose: 'settings', setup: { ...provisioned, secret: delivered }, by: 'reader' },
  refused: { purpose: 'settings', setup: provisioned, by: 'stranger' },
  commands: { purpose: 'script', setup: provisioned, by: 'exchange' },
  undo: { purpose: 'script', task: 'undo', setup: provisioned, by: 'exchange' },
  'the check from the server': { purpose: 'script', task: 'server', setup: provisioned, by: 'exchange' },
  'the trail': { purpose: 'audit', setup: provisioned, by: 'admin' },
  'a place for hand-overs': { purpose: 'exchange', setup: planned, by: 'exchange' },
};

describe.skipIf(findChromium() === null)('pages', () => {
  let browser: Browser;
  let page: Page;
  let world: World;
  beforeAll(async () => {
    world = await startWorld(undefined, {
      findProposal: async (id) => (id === proposal.id ? withText(proposal, text) : null),
    });
    browser = await launchChromium();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  let text = harmless;

  /** Sets everything behind the pages, and signs in. */
  async function enter({ purpose, task, setup, by }: Shown) {
    const person = withText(people[by], text);
    world.behind.setup = { ...withText(setup, text), id: setup.id };
    world.behind.person = person;
    world.behind.survey = done(withText(warningSurvey, text));
    world.behind.events = withText(oneOfEach, text);
    world.behind.place = null;
    const path = await world.link(purpose, 60, task === undefined ? {} : { task });
    const visitor = newVisitor(world);
    await visitor.signIn(path);
    return { visitor, path };
  }

  async function read(one: Shown, as: string): Promise<readonly string[]> {
    text = as;
    const { visitor, path } = await enter(one);
    const answer = await visitor.go(`${path}${one.part ?? ''}`);
    const source = one.part === undefined ? await answer.text() : await firstEvent(answer);
    const found = await skeletonOf(page, source);
    // The first letters of a name stand in a circle, and are another matter.
    const initials = found.indexOf('span@class=initials');
    const rest = initials < 0 ? found : found.toSpliced(initials + 2, 1);
    return rest.map((part) => part.replace(/ey[\w-]+\.[\w.-]+/g, 'TICKET').replace(/=[\w-]{43}$/, '=TOKEN'));
  }

  /** The markup in it; of each event there is one line of data, and it is JSON. */
  async function firstEvent(answer: Response): Promise<string> {
    const decoder = new TextDecoder();
    let told = '';
    for await (const chunk of answer.body ?? []) {
      told += decoder.decode(chunk, { stream: true });
      const event = /\n\nid: \d+\n([\s\S]*?)\n\n/.exec(told)?.[1];
      if (event === undefined) continue;
      expect(event).toMatch(/^data: [^\n\r]*$/);
      return String(JSON.parse(event.slice('data: '.length)).html);
    }
    throw new Error('nothing was told');
  }

  it.each(Object.entries(shown))('%s shows text as text', async (_name, one) => {
    const plain = await read(one, harmless);
    for (const [name, hostile] of Object.entries(hostileTexts)) {
      const fit = oneLine(hostile);
      const differences = skeletonsDiffer(await read(one, fit), plain, fit);
      expect({ name, differences }).toEqual({ name, differences: [] });
    }
  });

  it.each(Object.entries(shown))('%s runs, loads and leads to nothing that others chose', async (_name, one) => {
    text = Object.values(hostileTexts)
      .map((hostile) => oneLine(hostile))
      .join(' ');
    const { visitor, path } = await enter(one);
    const context = await browser.newContext();
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: world.origin }));
    await context.addCookies(cookies);
    const live = await context.newPage();
    const wrong: string[] = [];
    live.on('dialog', (dialog) => wrong.push(dialog.message()));
    live.on('pageerror', (error) => wrong.push(error.message));
    // A refusal is answered with 403, which is an error to the console.
    live.on(
      'console',
      (message) => message.type() === 'error' && !/ 403 /.test(message.text()) && wrong.push(message.text()),
    );
    live.on('request', (request) => request.url().startsWith(world.origin) || wrong.push(request.url()));
    await live.goto(`${world.origin}${path}`, { waitUntil: 'load' });
    const leads: readonly string[] = await live.evaluate(
      `[...document.querySelectorAll('[href], [src], [action]')].map((one) => one.href || one.src || one.action).map(String)`,
    );
    const known = [world.origin, 'https://login.entra.example/', 'data:,'];
    expect(leads.filter((address) => !known.some((start) => address.startsWith(start)))).toEqual([]);
    expect(wrong).toEqual([]);
    await context.close();
  });
});
