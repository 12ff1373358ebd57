import OpenAI from 'openai';
import { type Complete, type Finding, Outside } from './core/ports.ts';

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
  let failures = 0;
  let restingUntil = 0;

  const complete: Complete = async (prompt, shape) => {
    if (performance.now() < restingUntil)
      throw new Outside('later', '模型连着出错，先用规则回答，一分钟后再试');
    try {
      const object = shape.parse(JSON.parse(bare(await ask(prompt))));
      failures = 0;
      return object;
    } catch (error) {
      failures += 1;
      if (failures >= FAILURES) {
        failures = 0;
        restingUntil = performance.now() + REST_MS;
      }
      throw error instanceof Outside ? error : new Outside('later', '模型的回答不合格式', { cause: error });
    }
  };

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
      throw new Outside('later', hintOf(error), { cause: error });
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

function hintOf(error: unknown): string {
  const status = error instanceof OpenAI.APIError ? error.status : undefined;
  if (status === 401 || status === 403) return '密钥不对或没有权限，请核对 OPENAI_API_KEY';
  if (status === 404) return '地址或模型名不对，请核对 OPENAI_BASE_URL 和 OPENAI_MODEL';
  if (status === 429) return '超过了模型服务的频率或额度';
  return '模型没有在规定时间内回答，请检查 OPENAI_BASE_URL';
}

/** Some models wrap the object in a fence though they were asked not to. */
const bare = (text: string): string => /\{[\s\S]*\}/.exec(text)?.[0] ?? text;
