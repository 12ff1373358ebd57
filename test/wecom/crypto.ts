import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** WeCom's envelope written from its description on node:crypto alone, to check the library and our use of it. */
const keyOf = (aesKey: string) => Buffer.from(`${aesKey}=`, 'base64');

export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

export function encryptWith(
  aesKey: string,
  plain: string,
  receiveId: string,
  random: Uint8Array = randomBytes(16),
): string {
  const key = keyOf(aesKey);
  const message = Buffer.from(plain);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const body = Buffer.concat([random, length, message, Buffer.from(receiveId)]);
  const pad = 32 - (body.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([body, Buffer.alloc(pad, pad)])),
    cipher.final(),
  ]).toString('base64');
}

/** Throws when padding, length or receiver are not exactly as described. */
export function decryptWith(aesKey: string, encrypted: string, receiveId: string): string {
  const key = keyOf(aesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const all = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()]);
  const pad = all.at(-1) ?? 0;
  if (pad < 1 || pad > 32 || !all.subarray(-pad).every((byte) => byte === pad))
    throw new Error('bad padding');
  const body = all.subarray(16, all.length - pad);
  const length = body.readUInt32BE(0);
  if (4 + length > body.length) throw new Error('bad length');
  if (body.subarray(4 + length).toString() !== receiveId) throw new Error('bad receiver');
  return body.subarray(4, 4 + length).toString();
}
