import { createECDH, createPublicKey, verify } from 'node:crypto';
import webpush from 'web-push';
import { expect, test } from 'vitest';
import { Secret } from '../secret.ts';
import { vapidOf } from './vapid.ts';

test('one secret has one pair of keys, another secret another one', () => {
  const first = vapidOf(new Secret('a'.repeat(43)), undefined);
  expect(vapidOf(new Secret('a'.repeat(43)), undefined)).toEqual(first);
  expect(vapidOf(new Secret('b'.repeat(43)), undefined).publicKey).not.toBe(first.publicKey);
});

test('the private key belongs to the public one, which is a point of the curve', () => {
  for (let count = 0; count < 50; count++) {
    const { publicKey, privateKey } = vapidOf(new Secret(`secret ${count}`), undefined);
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
    expect(pair.getPublicKey('base64url')).toBe(publicKey);
    expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
    expect(Buffer.from(privateKey, 'base64url')).toHaveLength(32);
  }
});

test('what it signs is what a push service can check', () => {
  const { publicKey, privateKey, subject } = vapidOf(new Secret('s'), 'https://waggle.example.org');
  const headers = webpush.getVapidHeaders('https://push.example.com', subject, publicKey, privateKey, 'aes128gcm');
  const [, token = ''] = /t=([^,]+)/.exec(headers.Authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const bytes = Buffer.from(signature, 'base64url');
  expect(verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes)).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: 'https://push.example.com',
    sub: 'https://waggle.example.org',
  });
});

test('names who answers for this server only where that is an address of the web', () => {
  expect(vapidOf(new Secret('s'), 'http://waggle.lan').subject).toMatch(/^mailto:/);
  expect(vapidOf(new Secret('s'), undefined).subject).toMatch(/^mailto:/);
});
