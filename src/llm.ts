import OpenAI from 'openai';
import { z } from 'zod';
import { type Complete, type Embed, type Finding, Outside } from './core/ports.ts';

interface Settings {
  apiKey: string;
  baseUrl: string;
  model: string;
  /** For one call, tries and all. */
  budgetMs?: number;
}

/** The whole answer has eight seconds; what is over goes to the rules. */
const BUDGET_MS = 6_000;
const MOST_TOKENS = 900;
/** After so many failures in a row the model is left alone for a while: every question would wait for it. */
const FAILURES = 3;
const REST_MS = 60_000;

/**
 * Any OpenAI-compatible model: one prompt in, one checked JSON object out. It has no tools and decides nothing.
 * Throws `Outside` for everything that is not a valid object within the budget.
 */
export function openModel({ apiKey, baseUrl, model, budgetMs = BUDGET_MS }: Settings) {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0, timeout: budgetMs });
  const trying = openTries();

  const complete: Complete = (prompt, shape) =>
    trying(async () => shape.parse(JSON.parse(bare(await ask(prompt)))));

  async function ask(prompt: string): Promise<string> {
    // The library's own deadline starts anew with each byte; this one does not.
    const signal = AbortSignal.timeout(budgetMs);
    try {
      const answer = await client.chat.completions.create(
        {
          model,
          messages: [{ role: 'user', content: prompt }],
          temperature: 0,
          max_tokens: MOST_TOKENS,
          response_format: { type: 'json_object' },
        },
        { signal },
      );
      return answer.choices[0]?.message.content ?? '';
    } catch (error) {
      throw outside(error, 'OPENAI_MODEL');
    }
  }

  /** Asks for one word, to see that address, key and model are accepted. */
  async function check(): Promise<Finding> {
    try {
      const shape = { parse: (value: unknown) => value };
      await complete('只输出 {"ok":true}', shape);
      return { fine: true, text: `模型 ${model} 可用` };
    } catch (error) {
      return {
        fine: false,
        text: `模型 ${model}：${error instanceof Outside ? error.hint : '出错'}；现在全部用规则回答`,
      };
    }
  }

  return { complete, check };
}

/** Any OpenAI-compatible embedding model. It rests on its own: chat and embeddings are often two services. */
export function openEmbedder({ apiKey, baseUrl, model }: Settings) {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0 });
  const trying = openTries();

  const embed: Embed = (texts, signal) =>
    trying(async () => {
      const asked = { model, input: texts, encoding_format: 'float' as const };
      const answer = await client.embeddings.create(asked, { signal }).catch((error: unknown) => {
        throw outside(error, 'OPENAI_EMBEDDING_MODEL');
      });
      const { data } = embeddings.parse(answer);
      const vectors = data.sort((a, b) => a.index - b.index).map((one) => Float32Array.from(one.embedding));
      if (vectors.length !== texts.length || vectors.some(({ length }) => length !== vectors[0]?.length))
        throw new Error('not one vector of one length for each text');
      return vectors;
    });

  async function check(): Promise<Finding> {
    try {
      const [vector] = await embed(['办事'], AbortSignal.timeout(BUDGET_MS));
      return { fine: true, text: `向量模型 ${model} 可用，${vector?.length}维` };
    } catch (error) {
      return {
        fine: false,
        text: `向量模型 ${model}：${error instanceof Outside ? error.hint : '出错'}；现在只按字面检索`,
      };
    }
  }

  return { model, embed, check };
}

const embeddings = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1) })),
});

/** Runs what may fail; after several failures in a row refuses for a while, since every question would wait. */
function openTries() {
  let failures = 0;
  let restingUntil = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (performance.now() < restingUntil)
      throw new Outside('later', '模型连着出错，先用规则回答，一分钟后再试');
    try {
      const made = await work();
      failures = 0;
      return made;
    } catch (error) {
      failures += 1;
      if (failures >= FAILURES) {
        failures = 0;
        restingUntil = performance.now() + REST_MS;
      }
      throw error instanceof Outside ? error : new Outside('later', '模型的回答不合格式', { cause: error });
    }
  };
}

/** What went wrong, with the variable that names the model. */
function outside(error: unknown, name: string): Outside {
  const status = error instanceof OpenAI.APIError ? error.status : undefined;
  const hints: Record<number, string> = {
    401: '密钥不对或没有权限，请核对 OPENAI_API_KEY',
    403: '密钥不对或没有权限，请核对 OPENAI_API_KEY',
    404: `地址或模型名不对，请核对 OPENAI_BASE_URL 和 ${name}`,
    429: '超过了模型服务的频率或额度',
  };
  const hint = hints[status ?? 0] ?? '模型没有在规定时间内回答，请检查 OPENAI_BASE_URL';
  return new Outside('later', hint, { cause: error });
}

/** Some models wrap the object in a fence though they were asked not to. */
const bare = (text: string): string => /\{[\s\S]*\}/.exec(text)?.[0] ?? text;
