import type { Inbound, Office, Platform } from '../core/ports.ts';

/** The simulator's own end: what a person on the page does goes in here. */
export interface Simulator extends Platform {
  hear(message: Omit<Inbound, 'platform' | 'bot'>): ReturnType<Office['receive']>;
}

const everything = { can: true, note: '模拟器里都可以' };

/**
 * A platform without transport: what is "sent" is read back from the outbox by the page, so the page shows
 * exactly what the record holds. It stands in for every platform that is not configured and speaks in the
 * county's own ids.
 */
export function openSimulator(receive: (message: Inbound) => ReturnType<Office['receive']>): Simulator {
  return {
    perMinute: Number.POSITIVE_INFINITY,
    ready: () => true,
    async start() {},
    async send(message) {
      return { messageId: `sim-${message.key}` };
    },
    async hear(message) {
      return receive({ ...message, platform: 'simulator', bot: 'simulator' });
    },
    abilities: () => ({ hear: everything, push: everything, ring: everything, click: everything }),
    check: async () => [],
    async stop() {},
  };
}
