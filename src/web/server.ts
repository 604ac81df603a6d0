// The web server: routes, limits and headers. Every answer of ours is a value made by a page; the one catch is here.

import { createServer as createRestify, type Request, type Response, type Server, type ServerOptions } from 'restify';
import { receiveActivity, refuse } from './activities.ts';
import { type Answer, seeOther, send, showPage } from './answer.ts';
import { assetNames, assets } from './assets.ts';
import { pressCreate, showAuthorize } from './authorize.ts';
import { readCookies } from './cookies.ts';
import { type Asked, notFromHere, type Web } from './enter.ts';
import { pressConfirmPlace, showExchangePlace } from './exchange-place.ts';
import { isAlive, isReadyNow, metrics } from './health.ts';
import { followProgress } from './live-progress.ts';
import { noticePage } from './notice-page.ts';
import { isFromOwnPage } from './own-page.ts';
import { type PlaceAction, placePath } from './place-path.ts';
import { formLimit, readBody } from './request-body.ts';
import { logAnswered } from './request-log.ts';
import { showScript } from './script.ts';
import { securityHeaders } from './security-headers.ts';
import { Sessions } from './sessions.ts';
import { pressShowSecret, showSettings } from './settings.ts';
import { beginSignIn, completeSignIn } from './sign-in.ts';
import { type TicketPurpose, ticketPurposes, type WebDeps } from './web-deps.ts';

export type WebServer = {
  /** Resolves once connections are taken. */
  listen(): Promise<{ readonly port: number }>;
  /** Ends all sessions and open connections. */
  close(): Promise<void>;
};

const longestTicket = 1024;
const sweepMs = 60_000;

export function createServer(deps: WebDeps): WebServer {
  const web: Web = { deps, sessions: new Sessions(() => deps.now()), streams: new Set() };
  const server = createRestify(serverOptions(deps));
  server.server.headersTimeout = 15_000;
  server.server.requestTimeout = 30_000;
  addHeaders(server, deps);
  addPages(server, web);
  addMachines(server, web);
  addUnknown(server, deps);
  const sweeper = setInterval(() => web.sessions.sweep(), sweepMs);
  sweeper.unref();
  return {
    listen: () => listen(server, deps),
    close: () => {
      clearInterval(sweeper);
      web.sessions.closeAll();
      return close(server);
    },
  };
}

/** Restify's types still name its former logger; it takes pino. */
function serverOptions({ log }: WebDeps): ServerOptions {
  const options: ServerOptions = { name: '', maxParamLength: longestTicket };
  return Object.assign(options, { log });
}

function listen(server: Server, { config }: WebDeps): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      server.removeListener('error', reject);
      resolve({ port: server.address().port });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.server.closeAllConnections();
  });
}

function addHeaders(server: Server, deps: WebDeps): void {
  const headers = securityHeaders(deps.config.secureCookies);
  server.pre((_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  });
  server.on('after', (request: Request, response: Response, route: { readonly name: string } | null) => {
    const milliseconds = Date.now() - request.time();
    const name = route?.name ?? null;
    logAnswered(deps.log, { route: name, method: request.method ?? '', status: response.statusCode, milliseconds });
  });
}

type Show = (web: Web, asked: Asked) => Promise<Answer>;

const shows: Readonly<Record<TicketPurpose, Show>> = {
  authorize: showAuthorize,
  settings: showSettings,
  script: showScript,
  exchange: showExchangePlace,
};

function addPages(server: Server, web: Web): void {
  for (const purpose of ticketPurposes) {
    get(server, web, purpose, `/${purpose}/:ticket`, shows[purpose]);
    addPress(server, web, purpose, 'signin', (_web, asked) => beginSignIn(web, purpose, asked));
  }
  get(server, web, 'authorize-events', '/authorize/:ticket/events', followProgress);
  addPress(server, web, 'authorize', 'create', pressCreate);
  addPress(server, web, 'settings', 'secret', pressShowSecret);
  addPress(server, web, 'exchange', 'confirm', pressConfirmPlace);
  get(server, web, 'callback', '/signin/callback', completeSignIn);
}

/** A button's address is no page: loading it leads back to the page. */
function addPress(server: Server, web: Web, purpose: TicketPurpose, action: PlaceAction, press: Show): void {
  const name = `${purpose}-${action}`;
  const path = `/${purpose}/:ticket/${action}`;
  get(server, web, `${name}-page`, path, async (_web, asked) => seeOther(placePath(purpose, asked.ticket)));
  server.post({ name, path }, async (request: Request, response: Response) => {
    await answer(web, response, async () => {
      if (!isFromOwnPage(request.headers, web.deps.config.publicUrl)) return notFromHere(web);
      const body = await readBody(request, 'application/x-www-form-urlencoded', formLimit);
      if (body.kind !== 'text') return notFromHere(web);
      return press(web, toAsked(request, new URLSearchParams(body.text)));
    });
  });
}

function get(server: Server, web: Web, name: string, path: string, show: Show): void {
  server.get({ name, path }, async (request: Request, response: Response) => {
    await answer(web, response, () => show(web, toAsked(request, new URLSearchParams())));
  });
}

function toAsked(request: Request, form: URLSearchParams): Asked {
  const params: Readonly<Record<string, unknown>> = { ...request.params };
  const ticket = typeof params.ticket === 'string' ? params.ticket : '';
  const query = new URLSearchParams(request.getQuery());
  return { ticket, query, form, cookies: readCookies(request.headers.cookie) };
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
  get(server, web, 'metrics', '/metrics', () => metrics(deps));
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
