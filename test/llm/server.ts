import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the scripted model does with the next request of its kind. */
export type Script =
  | { say: unknown }
  | { raw: string }
  | { status: number }
  | { hang: true }
  | { cut: true }
  | { afterMs: number; say: unknown };

/**
 * An OpenAI-compatible server that answers from scripts and keeps the prompts and the texts it saw. Vectors come from
 * `meaning` where the script has nothing else to say.
 */
export async function openModelServer(meaning: (text: string) => number[] = () => [1]) {
  const script: Script[] = [];
  const prompts: string[] = [];
  const embeddings: Script[] = [];
  const embedded: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as { messages: { content: string }[]; input: string[] };
    if (request.url?.endsWith('/embeddings')) {
      embedded.push(...body.input);
      act(embeddings.shift() ?? { say: vectorsOf(body.input.map(meaning)) }, response, JSON.stringify);
      return;
    }
    prompts.push(body.messages[0]?.content ?? '');
    act(script.shift() ?? { say: { intents: [] } }, response, (said) => completion(JSON.stringify(said)));
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
  function act(step: Script, response: ServerResponse, written: (said: unknown) => string): void {
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
    const body = 'raw' in step ? completion(step.raw) : written(step.say);
    const send = () => response.writeHead(200, json).end(body);
    if ('afterMs' in step) setTimeout(send, step.afterMs);
    else send();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    script,
    prompts,
    embeddings,
    embedded,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** As the service writes them, which is in any order. */
export const vectorsOf = (vectors: number[][]) => ({
  data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })).reverse(),
});
