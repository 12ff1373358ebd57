import { randomBytes, timingSafeEqual } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';

/** What a callback address was set up with. `receiveId` is empty for a smart robot, the corp id for an app. */
export interface Keys {
  token: string;
  aesKey: string;
  receiveId: string;
}

/** Not from WeCom, or not for us: answered without a word of explanation. */
export class Forged extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Forged';
  }
}

const MOST_CHARACTERS = 1_500_000;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The query of a callback as express reads it: a repeated parameter is an array there, and refused here. */
export type Query = Record<string, unknown>;

function one(query: Query, ...names: string[]): string {
  for (const name of names) {
    const value = query[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || value === '' || value.length > 256) throw new Forged(`bad ${name}`);
    return value;
  }
  throw new Forged(`no ${names[0]}`);
}

/**
 * Verifies and opens an encrypted message. The library compares nothing and gives garbage for a wrong key, so
 * signature (before decrypting, in constant time), shape, sizes and receiver are checked here; throws `Forged`.
 */
export function open(keys: Keys, query: Query, encrypted: unknown): string {
  if (typeof encrypted !== 'string' || encrypted.length > MOST_CHARACTERS || !base64.test(encrypted))
    throw new Forged('no ciphertext');
  const timestamp = one(query, 'timestamp');
  const nonce = one(query, 'nonce');
  const given = one(query, 'msg_signature', 'msgsignature', 'signature');
  const expected = getSignature(keys.token, timestamp, nonce, encrypted);
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected)))
    throw new Forged('wrong signature');
  const size = Buffer.byteLength(encrypted, 'base64');
  if (size < 32 || size % 16 !== 0) throw new Forged('not whole blocks');
  let opened: ReturnType<typeof decrypt>;
  try {
    opened = decrypt(keys.aesKey, encrypted);
  } catch {
    throw new Forged('cannot be decrypted');
  }
  if (opened.id !== keys.receiveId) throw new Forged('for somebody else');
  return opened.message;
}

/** Seals an answer; the nonce is the request's, as the platform checks it. */
export function seal(keys: Keys, plain: string, nonce: string, now: Date) {
  const timestamp = Math.floor(now.getTime() / 1000);
  const sealed = encrypt(keys.aesKey, plain, keys.receiveId, randomBytes(16));
  return {
    encrypt: sealed,
    msgsignature: getSignature(keys.token, timestamp, nonce, sealed),
    timestamp,
    nonce,
  };
}
