export const logLevels = ['debug', 'info', 'warn', 'error', 'off'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What may be told of an event: ids, counts and states. A person, a name or a text is not among them. */
const allowed = [
  ...['county', 'chat', 'case', 'filing', 'project', 'item', 'department', 'policy', 'platform', 'bot'],
  ...['inbox', 'outbox', 'timer', 'attempt', 'parked', 'retry', 'reason', 'code', 'status', 'state'],
  ...[
    'kind',
    'day',
    'year',
    'count',
    'ms',
    'bytes',
    'url',
    'port',
    'driver',
    'simulator',
    'version',
    'channel',
  ],
] as const;
export type LogFields = Partial<Record<(typeof allowed)[number], string | number | boolean | undefined>>;

let threshold: LogLevel = 'info';

/** From which level on events are written; `main` sets it once. */
export function setLogLevel(level: LogLevel): void {
  threshold = level;
}

/**
 * Writes one JSON line to stdout. Fields that are not on the list, and values that could be prose, a name or a
 * telephone number, do not get through. An event ending in `-failed` is an error unless told otherwise.
 */
export function log(
  event: string,
  fields: LogFields = {},
  level: Exclude<LogLevel, 'off'> = event.endsWith('-failed') ? 'error' : 'info',
): void {
  if (logLevels.indexOf(level) < logLevels.indexOf(threshold)) return;
  const kept = Object.fromEntries(allowed.map((name) => [name, printable(fields[name])]));
  console.log(JSON.stringify({ time: new Date().toISOString(), level, event, ...kept }));
}

/** Ids are printable ASCII without spaces; whatever is not has no business here. */
function printable(value: string | number | boolean | undefined): string | number | boolean | undefined {
  if (typeof value !== 'string') return value;
  return /^[!-~]{0,120}$/.test(value) && !/(?<!\d)1[3-9]\d{9}(?!\d)/.test(value) ? value : '[removed]';
}
