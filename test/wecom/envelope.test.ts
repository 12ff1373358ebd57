import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { describe, expect, test } from 'vitest';
import { Forged, open, seal } from '../../src/chat/wecom/envelope.ts';
import { decryptWith, encryptWith, signatureOf } from './crypto.ts';

/** V1 to V3 were made with a third implementation; V4 is the platform's own published example. */
const vectors = [
  {
    name: 'V1 智能机器人，收件人为空',
    keys: { token: 'BangBanToken01', aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFE', receiveId: '' },
    timestamp: '1795224000',
    nonce: '1372623149',
    random: '000102030405060708090a0b0c0d0e0f',
    plain:
      '{"msgid":"CAIQ16HMjQYY","aibotid":"aibT0001","chatid":"wrT0001","chattype":"group","from":{"userid":"zhangsan"},"response_url":"https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=RC1","msgtype":"text","text":{"content":"@帮办小助手 施工许可证需要哪些材料？"}}',
    encrypted:
      'IG+0eOkLdhYW9kHtuT3HY2VHeJtXbqXRFT2LJMbVoxBRB9bHUvhP2GP2nBo0gNbJmWFC93KSY0vAoSNZdjOoTmd1gqe9WQ6Z1Jd1e3KG4zVkllrszMm3CHOMo1vh1obwhsHobIYLEtMixNhM1Ef8HWUke+CLDPiQ0tGxajTX55CqOfbDn5nXq0RrnioYM73ebrWSUM5UtTDKQWEYScMdFySr+MHrMzC0S/FDr3BJW/pECrRdUfLYkBI1BTVtT7iAd5jlzqP96Pi9rDjhlu4Ifqw1IJf0iMMVcQJvRc8bDvzbv3wx86d8nG0Gk9uYsdwWcGiACrqSxPu/TtjvB9c63pYYxtSfkoRaGlZlcgdpIH7o6O6sSOyrBuRppA/wWDfpRC9p2LNdW0GFuwCHKv8i9M23fuLg/qttk8M9QXrGO2E=',
    signature: '6cf3acf7e1d9792fa9065d9c124b71fb88142647',
  },
  {
    name: 'V2 自建应用，收件人为企业号',
    keys: {
      token: 'QDG6eK',
      aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      receiveId: 'ww0123456789abcdef',
    },
    timestamp: '1409659813',
    nonce: '263014780',
    random: Buffer.from('0123456789abcdef').toString('hex'),
    plain:
      '<xml><ToUserName><![CDATA[ww0123456789abcdef]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1348831860</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[环评批复要几个工作日]]></Content><MsgId>1234567890123456</MsgId><AgentID>1000002</AgentID></xml>',
    encrypted:
      'sKqRbbiSUnDhFHOvPjtUMTb3cQ7PdzOjgeRH9hijnEhFfqZcxL0OqArT5henQcSUTWCoZj5QVjpxuCWvjq1Q7wDNZ1rc+5RKmeMbYGkpd1Z+24Aj16EG1uuIwiJUWssyAfI83fGU/OE+Loiqweov5vk6sCDO1PnYQoS7wUQ+ltK1YM2qtzvm++Lso7nA+22UIB/AKiMz4OrXYRFvEyvVx/cov5rGfxnInQAlJcUb3xFu67fhzV3SxEDf7MjIKX3wyGx2SB1iCAjHFcE4dUR/BLaAVZeC5eV1m1UBdHSQPA4jaBcObHsfjkrDJmkb0TSqbCkVNVHBmxzAGJVZOEfVMdmfO1YVdCvQoHtHVu4Rp0SUL/N/Na3P6dAZYZcvbpPv+ykF5Miow/v0jAdR/cg/cliwB26rLmDpZl7LMn9t14rudOqG9Vi1K7wcmmYUEfJFQrMnWxdGAApb2CDmozsRtA==',
    signature: 'f756432e3e2af8a84a4db604ac38fcb87ca9653e',
  },
  {
    name: 'V3 填充正好一整块',
    keys: { token: 't', aesKey: 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI', receiveId: '' },
    timestamp: '1700000000',
    nonce: 'n-1',
    random: 'ff'.repeat(16),
    plain: '012345678901',
    encrypted: 'sXwEEUMLUGRB1frFHRzV5mZs2O/ZJZ/KSRu8h9kQMKIMslCefdPQbUecyKLnisIpDTtxAslVHUWY53DBUR/QZg==',
    signature: 'a34aae22a4ab6672c7af7ddfcae28eec1f4e6fa8',
  },
];
const published = {
  keys: {
    token: 'QDG6eK',
    aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    receiveId: 'wx5823bf96d3bd56c7',
  },
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
};

describe.each(vectors)('$name', ({ keys, timestamp, nonce, random, plain, encrypted, signature }) => {
  const query = { timestamp, nonce, msg_signature: signature };
  test('打得开，逐字相同', () => {
    expect(open(keys, query, encrypted)).toBe(plain);
  });
  test('三个实现一个字节不差', () => {
    const bytes = Buffer.from(random, 'hex');
    expect(encryptWith(keys.aesKey, plain, keys.receiveId, bytes)).toBe(encrypted);
    expect(encrypt(keys.aesKey, plain, keys.receiveId, bytes)).toBe(encrypted);
    expect(decryptWith(keys.aesKey, encrypted, keys.receiveId)).toBe(plain);
    expect(signatureOf(keys.token, timestamp, nonce, encrypted)).toBe(signature);
  });
  test('封好的对方打得开，签名和随机串都对', () => {
    const sealed = seal(keys, plain, nonce, new Date(Number(timestamp) * 1000));
    expect(decryptWith(keys.aesKey, sealed.encrypt, keys.receiveId)).toBe(plain);
    expect(sealed).toMatchObject({ nonce, timestamp: Number(timestamp) });
    expect(sealed.msgsignature).toBe(signatureOf(keys.token, timestamp, nonce, sealed.encrypt));
  });
});

test('V4 官方公布的样例', () => {
  const { keys, timestamp, nonce, encrypted, signature } = published;
  const xml = open(keys, { timestamp, nonce, msg_signature: signature }, encrypted);
  expect(xml).toContain('<MsgId>4561255354251345929</MsgId>');
  expect(xml).toContain('hello');
});

describe('不是企业微信发来的，一律打不开', () => {
  const { keys, timestamp, nonce, encrypted, signature } = vectors[0]!;
  const query = { timestamp, nonce, msg_signature: signature };
  const resigned = (text: string) => ({
    timestamp,
    nonce,
    msg_signature: signatureOf(keys.token, timestamp, nonce, text),
  });
  const other = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
  test.each([
    ['没有签名', { timestamp, nonce }, encrypted],
    ['签名错一位', { ...query, msg_signature: `0${signature.slice(1)}` }, encrypted],
    ['签名大写', { ...query, msg_signature: signature.toUpperCase() }, encrypted],
    ['签名短', { ...query, msg_signature: signature.slice(1) }, encrypted],
    ['参数重复', { ...query, nonce: [nonce, nonce] }, encrypted],
    ['参数是对象', { ...query, timestamp: { a: timestamp } }, encrypted],
    ['空随机串', { ...query, nonce: '' }, encrypted],
    ['密文改一位', query, `J${encrypted.slice(1)}`],
    ['没有密文', query, undefined],
    ['空密文', resigned(''), ''],
    ['不是 base64', resigned('密文'), '密文'],
    ['不够一块', resigned('AAAA'), 'AAAA'],
    ['不是整块', resigned(`${encrypted.slice(0, 40)}AAA=`), `${encrypted.slice(0, 40)}AAA=`],
    ['别人的密钥', resigned(encryptWith(other, '{}', '')), encryptWith(other, '{}', '')],
    [
      '发给别的企业',
      resigned(encryptWith(keys.aesKey, '{}', 'ww-x')),
      encryptWith(keys.aesKey, '{}', 'ww-x'),
    ],
  ])('%s', (_name, given, text) => {
    // The library itself opens several of these to garbage; whatever comes out must be refused or be no JSON.
    let opened = '';
    try {
      opened = open(keys, given, text);
    } catch (error) {
      expect(error).toBeInstanceOf(Forged);
      return;
    }
    expect(() => JSON.parse(opened)).toThrow();
  });

  test('库自己不比对收件人，也不认缺失的口令：我们认', () => {
    const sealed = encryptWith(keys.aesKey, '{}', 'ww-x');
    expect(decrypt(keys.aesKey, sealed).id).toBe('ww-x');
    expect(() => open(keys, resigned(sealed), sealed)).toThrow(Forged);
    expect(getSignature(undefined as never, timestamp, nonce, sealed)).toMatch(/^[0-9a-f]{40}$/);
  });
});
