import { Outside } from '../core/ports.ts';

/** Longer than a connection may take to be refused (10 s), so that what never left is told from what may have. */
const TIMEOUT_MS = 12_000;
const MOST_BYTES = 1_000_000;
/** Nothing was sent yet: the other side cannot have acted. */
const before = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * One JSON call to a platform. Gives status and body (`undefined` when it is no JSON); throws `Outside` when no
 * answer came: `later` when the call cannot have arrived, `unknown` when it may have.
 */
export async function callJson(
  url: string,
  init: { method?: 'GET' | 'POST' | 'PUT'; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown }> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
      headers: { 'content-type': 'application/json', accept: 'application/json', ...init.headers },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
      // A redirect would carry tokens to wherever it points.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const code = (error as { cause?: { code?: string } }).cause?.code ?? '';
    const hint = '连不上平台，请检查服务器能否访问外网';
    throw new Outside(before.has(code) ? 'later' : 'unknown', hint, { cause: error });
  }
  const text = (await response.text().catch(() => '')).slice(0, MOST_BYTES);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, body };
}

/** A call before the message itself (a token): whatever became of it, no message left. */
export async function unsent<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Outside && error.retry === 'unknown')
      throw new Outside('later', error.hint, { cause: error });
    throw error;
  }
}
