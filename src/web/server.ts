// The web server: routes, limits and headers. Every answer of ours is a value made by a page; the one catch is here.

import { createServer as createRestify, type Request, type Response, type Server, type ServerOptions } from 'restify';
import { receiveActivity, refuse } from './activities.ts';
import { type Answer, seeOther, send, showPage } from './answer.ts';
import { assetNames, assets } from './assets.ts';
import { showAudit } from './audit.ts';
import { pressCreate, showAuthorize } from './authorize.ts';
import { completeSignIn, showStray } from './complete-sign-in.ts';
import { readCookies } from './cookies.ts';
import { type Asked, gone, notFromHere, type Web } from './enter.ts';
import { pressConfirmPlace, showExchangePlace } from './exchange-place.ts';
import { isAlive, isReadyNow, metrics } from './health.ts';
import { close, createListener, type ListenerLimits, listen, listenerLimits } from './listener.ts';
import { followProgress } from './live-progress.ts';
import { noticePage } from './notice-page.ts';
import { isFromOwnPage } from './own-page.ts';
import { type PlaceAction, placePath, strayPath } from './place-path.ts';
import { formLimit, readBody } from './request-body.ts';
import { createRequestLog } from './request-log.ts';
import { showScript } from './script.ts';
import { securityHeaders } from './security-headers.ts';
import { Sessions } from './sessions.ts';
import { showSettings } from './settings.ts';
import { pressDelivered, pressShowSecret, pressTest } from './settings-press.ts';
import { beginSignIn } from './sign-in.ts';
import { tooOften } from './too-often.ts';
import { type TicketPurpose, ticketPurposes, type WebDeps } from './web-deps.ts';

export type WebServer = {
  /** Resolves once connections are taken. */
  listen(): Promise<{ readonly port: number }>;
  /** Ends all sessions and open connections. */
  close(): Promise<void>;
};

const longestTicket = 1024;
const sweepMs = 60_000;

export function createServer(deps: WebDeps, limits: ListenerLimits = listenerLimits): WebServer {
  const web: Web = { deps, sessions: new Sessions(() => deps.now()), streams: new Set() };
  const server = createRestify(serverOptions(deps));
  addHeaders(server, deps);
  addPages(server, web);
  addMachines(server, web);
  addUnknown(server, deps);
  const sweeper = setInterval(() => web.sessions.sweep(), sweepMs);
  sweeper.unref();
  const listener = createListener(server.server, limits);
  return {
    listen: () => listen(listener, deps.config),
    close: () => {
      clearInterval(sweeper);
      web.sessions.closeAll();
      return close(listener);
    },
  };
}

/** Restify's types still name its former logger; it takes pino. */
function serverOptions({ log }: WebDeps): ServerOptions {
  const options: ServerOptions = { name: '', maxParamLength: longestTicket };
  return Object.assign(options, { log });
}

function addHeaders(server: Server, deps: WebDeps): void {
  const headers = securityHeaders(deps.config.secureCookies);
  server.pre((_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  });
  const logAnswered = createRequestLog(deps.log, deps.now);
  server.on('after', (request: Request, response: Response, route: { readonly name: string } | null) => {
    const milliseconds = Date.now() - request.time();
    const name = route?.name ?? null;
    logAnswered({ route: name, method: request.method ?? '', status: response.statusCode, milliseconds });
  });
}

type Show = (web: Web, asked: Asked) => Promise<Answer>;

const shows: Readonly<Record<TicketPurpose, Show>> = {
  authorize: showAuthorize,
  settings: showSettings,
  script: showScript,
  exchange: showExchangePlace,
  audit: showAudit,
};

function addPages(server: Server, web: Web): void {
  for (const purpose of ticketPurposes) {
    get(server, web, purpose, `/${purpose}/:ticket`, shows[purpose]);
    addPress(server, web, purpose, 'signin', (_web, asked) => beginSignIn(web, purpose, asked));
  }
  get(server, web, 'authorize-events', '/authorize/:ticket/events', followProgress);
  addPress(server, web, 'authorize', 'create', pressCreate);
  addPress(server, web, 'settings', 'secret', pressShowSecret);
  addPress(server, web, 'settings', 'delivered', pressDelivered);
  addPress(server, web, 'settings', 'test', pressTest);
  addPress(server, web, 'exchange', 'confirm', pressConfirmPlace);
  get(server, web, 'callback', '/signin/callback', completeSignIn);
  get(server, web, 'stray', strayPath, showStray);
}

/** A button's address is no page: loading it leads back to the page. */
function addPress(server: Server, web: Web, purpose: TicketPurpose, action: PlaceAction, press: Show): void {
  const name = `${purpose}-${action}`;
  const path = `/${purpose}/:ticket/${action}`;
  get(server, web, `${name}-page`, path, async (_web, asked) => seeOther(placePath(purpose, asked.ticket)));
  server.post({ name, path }, async (request: Request, response: Response) => {
    await answer(web, response, async () => {
      if (!isFromOwnPage(request.headers, web.deps.config.publicUrl)) return notFromHere(web);
      const asked = await toAsked(web, request);
      if (asked.place?.purpose !== purpose) return gone(web);
      const early = tooOften(web, asked, action === 'signin' ? 'signIn' : 'page');
      if (early !== null) return early;
      const body = await readBody(request, 'application/x-www-form-urlencoded', formLimit);
      if (body.kind !== 'text') return notFromHere(web);
      return press(web, { ...asked, form: new URLSearchParams(body.text) });
    });
  });
}

function get(server: Server, web: Web, name: string, path: string, show: Show): void {
  server.get({ name, path }, async (request: Request, response: Response) => {
    await answer(web, response, async () => {
      const asked = await toAsked(web, request);
      return tooOften(web, asked, 'page') ?? show(web, asked);
    });
  });
}

async function toAsked({ deps }: Web, request: Request): Promise<Asked> {
  const params: Readonly<Record<string, unknown>> = { ...request.params };
  const ticket = typeof params.ticket === 'string' ? params.ticket : '';
  const place = ticket === '' ? null : await deps.tickets.open(ticket);
  const query = new URLSearchParams(request.getQuery());
  return { ticket, place, query, form: new URLSearchParams(), cookies: readCookies(request.headers.cookie) };
}

async function answer({ deps }: Web, response: Response, make: () => Promise<Answer>): Promise<void> {
  try {
    send(response, await make(), deps.config.secureCookies);
  } catch (error) {
    deps.log.error({ err: error }, 'page failed');
    send(response, showPage(noticePage({ words: deps.words, notice: 'broken' }), 500), deps.config.secureCookies);
  }
}

function addMachines(server: Server, web: Web): void {
  const { deps } = web;
  server.post({ name: 'messages', path: '/api/messages' }, async (request: Request, response: Response) => {
    try {
      await receiveActivity(deps, request, response);
    } catch (error) {
      deps.log.error({ err: error }, 'activity failed');
      if (!response.headersSent) refuse(response, { status: 500, error: 'The activity could not be processed.' });
    }
  });
  get(server, web, 'livez', '/livez', isAlive);
  get(server, web, 'readyz', '/readyz', () => isReadyNow(deps));
  server.get({ name: 'metrics', path: '/metrics' }, async (request: Request, response: Response) => {
    await answer(web, response, async () => (await metrics(deps, request.headers.authorization)) ?? notFound(deps));
  });
  for (const name of assetNames) {
    server.get({ name, path: `/assets/${name}` }, async (request: Request, response: Response) => {
      sendAsset(request, response, name);
    });
  }
}

function sendAsset(request: Request, response: Response, name: (typeof assetNames)[number]): void {
  const { content, type, hash } = assets[name];
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  response.setHeader('ETag', `"${hash}"`);
  response.setHeader('Content-Type', type);
  const unchanged = request.headers['if-none-match'] === `"${hash}"`;
  response.statusCode = unchanged ? 304 : 200;
  response.end(unchanged ? undefined : content);
}

/** As where there is no such page. */
function notFound({ words }: WebDeps): Answer {
  return showPage(noticePage({ words, notice: 'notFound' }), 404);
}

function addUnknown(server: Server, { words }: WebDeps): void {
  const page = noticePage({ words, notice: 'notFound' }).toString();
  const missing = (_request: Request, response: Response, _error: unknown, next: () => void) => {
    // Only restify's own ways of sending tell it that nothing is left to say.
    response.sendRaw(404, page, { 'Content-Type': 'text/html; charset=utf-8' });
    next();
  };
  server.on('NotFound', missing);
  server.on('MethodNotAllowed', missing);
}
