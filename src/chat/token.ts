/** Renewed early: a token that ends on the way is refused. */
const EARLY_MS = 300_000;

/** Keeps an access token for as long as it lasts; one request at a time, whoever asks. */
export function keepToken(fetch: () => Promise<{ value: string; seconds: number }>, now: () => Date) {
  let token: { value: string; until: number } | undefined;
  let fetching: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const { value, seconds } = await fetch();
    token = { value, until: now().getTime() + seconds * 1000 - EARLY_MS };
    return value;
  }

  return {
    get(): Promise<string> {
      if (token && token.until > now().getTime()) return Promise.resolve(token.value);
      fetching ??= renew().finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    /** The platform refused it; one that was renewed meanwhile stays. */
    drop(value: string): void {
      if (token?.value === value) token = undefined;
    },
  };
}
