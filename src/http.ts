import { createHash, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import { log } from './log.ts';
import { assets } from './pages/html.ts';

/** What the operator's addresses need to know. */
export interface Health {
  /** Throws when the program cannot do its work now. */
  ready(): Promise<void>;
  /** Prometheus text. */
  metrics(): Promise<string>;
}

/** Anything a router did not handle; the stranger gets no detail, the operator an event. */
const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = typeof error?.status === 'number' && error.status < 500 ? error.status : 500;
  if (status === 500) log('request-failed', { reason: error instanceof Error ? error.name : 'unknown' });
  if (response.headersSent) return response.destroy();
  response
    .status(status)
    .json({ error: status === 500 ? '服务出错了，请稍后再试。' : '请求格式不对，请检查后再发。' });
};

export const everybody: RequestHandler = (_request, _response, next) => next();

const forwarded = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-real-ip', 'via'];
const here = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Operators' pages show names and messages: from this machine they open as they are, from anywhere else (also
 * through a proxy) only with the password. Platforms' callbacks and health are outside.
 */
export function operatorsOnly(password: string | undefined): RequestHandler {
  return (request, response, next) => {
    const remote =
      !here.has(request.socket.remoteAddress ?? '') ||
      forwarded.some((name) => request.headers[name] !== undefined);
    if (!remote) return next();
    const given = Buffer.from(
      /^Basic (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '',
      'base64',
    ).toString();
    const said = createHash('sha256')
      .update(given.slice(given.indexOf(':') + 1))
      .digest();
    if (password !== undefined && timingSafeEqual(said, createHash('sha256').update(password).digest()))
      return next();
    if (password !== undefined) response.set('WWW-Authenticate', 'Basic realm="bangban", charset="UTF-8"');
    response
      .status(password === undefined ? 403 : 401)
      .json({ error: '请在服务器本机打开，或设置 OPERATOR_PASSWORD 后用口令打开。' });
  };
}

/** Serves the pages, platform callbacks and health on one port; resolves when it listens. */
export async function serve(
  where: { host: string; port: number; operators: RequestHandler },
  routers: { open: Router[]; operators: Router[] },
  health: Health,
): Promise<{ url: string; close(): Promise<void> }> {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/readyz', async (_request, response) => {
    try {
      await health.ready();
      response.json({ ok: true });
    } catch {
      response.status(503).json({ ok: false, error: '数据库暂时不可用，请检查数据库是否在运行。' });
    }
  });
  for (const router of routers.open) app.use(router);
  app.use(where.operators);
  app.get('/metrics', async (_request, response) => {
    response.type('text/plain; version=0.0.4').send(await health.metrics());
  });
  app.use('/assets', assets);
  for (const router of routers.operators) app.use(router);
  app.use((_request, response) => {
    response.status(404).json({ error: '没有这个地址。' });
  });
  app.use(failed);

  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(where.port, where.host, (error?: Error) =>
      error ? reject(error) : resolve(listening),
    );
  });
  server.requestTimeout = 10_000;
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : where.port;
  return {
    url: `http://${where.host.includes(':') ? `[${where.host}]` : where.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
