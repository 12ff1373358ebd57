import { Socket } from 'node:net';
import { setLogLevel } from '../../src/log.ts';

setLogLevel('off');

/** No test may depend on the internet: only this machine is reachable. */
const home = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::']);
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
  const [first] = given.flat() as [{ host?: string; path?: string } | string | number, unknown];
  const host =
    typeof first === 'object'
      ? first.path
        ? undefined
        : first.host
      : typeof given[1] === 'string'
        ? given[1]
        : undefined;
  if (host !== undefined && !home.has(host)) throw new Error(`a test tried to reach ${host}`);
  return Reflect.apply(connect, this, given);
} as typeof connect;
