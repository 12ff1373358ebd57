import type { Inbound, Platform, Receive } from '../core/ports.ts';

/** The simulator's own end: what a person on the page does goes in here. */
export interface Simulator extends Platform {
  hear(message: Omit<Inbound, 'platform' | 'bot'>): ReturnType<Receive>;
}

/**
 * A platform without transport: what is "sent" is read back from the outbox by the page, so the page shows
 * exactly what the record holds. It stands in for every platform that is not configured.
 */
export function openSimulator(): Simulator {
  let receive: Receive | undefined;
  return {
    name: 'simulator',
    perMinute: Number.POSITIVE_INFINITY,
    async start(door) {
      receive = door;
    },
    async send(message) {
      return { messageId: `sim-${message.key}` };
    },
    async hear(message) {
      if (!receive) throw new Error('simulator heard something before it was started');
      return receive({ ...message, platform: 'simulator', bot: 'simulator' });
    },
    async stop() {
      receive = undefined;
    },
  };
}
