import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the scripted model does with the next request. */
export type Script =
  | { say: unknown }
  | { raw: string }
  | { status: number }
  | { hang: true }
  | { cut: true }
  | { afterMs: number; say: unknown };

/** An OpenAI-compatible server that answers from a script and keeps the prompts it saw. */
export async function openModelServer() {
  const script: Script[] = [];
  const prompts: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as { messages: { content: string }[] };
    prompts.push(body.messages[0]?.content ?? '');
    act(script.shift() ?? { say: { intents: [] } }, response);
  });
  function completion(content: string): string {
    return JSON.stringify({
      id: 'c',
      object: 'chat.completion',
      created: 0,
      model: 'm',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    });
  }
  function act(step: Script, response: ServerResponse): void {
    const json = { 'content-type': 'application/json' };
    if ('hang' in step) return;
    if ('cut' in step) {
      response.writeHead(200, json).write('{"choices":[{"mess');
      response.destroy();
      return;
    }
    if ('status' in step) {
      response.writeHead(step.status, json).end(JSON.stringify({ error: { message: 'no' } }));
      return;
    }
    const content = 'raw' in step ? step.raw : JSON.stringify(step.say);
    const send = () => response.writeHead(200, json).end(completion(content));
    if ('afterMs' in step) setTimeout(send, step.afterMs);
    else send();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    script,
    prompts,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
