/**
 * What a program finds in its world, in the program's own language; it takes the doors from the globals into itself. Its
 * value is a function that puts any value in words, a text always, whatever the program has done to the prototypes.
 */
export const PRELUDE = `(() => {
  'use strict';
  const { print, list, read, write } = globalThis;
  for (const name of ['print', 'list', 'read', 'write']) delete globalThis[name];
  const { stringify, parse } = JSON;
  const { isArray } = Array;
  const { apply } = Reflect;
  const text = String;
  const { join, push } = Array.prototype;
  const { slice } = String.prototype;
  const { getPrototypeOf } = Object;
  const bytesOf = Uint8Array;
  const isView = ArrayBuffer.isView;
  const Wrong = TypeError;
  const Thrown = Error;
  const MOST = 20000;
  const short = (said) => (said.length > MOST ? apply(slice, said, [0, MOST]) + '…' : said);

  const plain = (key, value) =>
    typeof value === 'bigint' ? value + 'n' : typeof value === 'function' ? '[function]' : typeof value === 'undefined' && key !== '' ? null : value;

  function inWords(value) {
    try {
      if (typeof value === 'string') return short(value);
      if (typeof value !== 'object' || value === null) return short(text(value));
      if (value instanceof Thrown) {
        const stack = text(value.stack ?? '');
        return short(text(value.name) + ': ' + text(value.message) + (stack === '' ? '' : '\\n' + stack));
      }
      const said = stringify(value, plain, 1);
      return typeof said === 'string' ? short(said) : short(text(value));
    } catch (error) {
      return '[a value that cannot be shown]';
    }
  }

  const say = (...values) => {
    const parts = [];
    for (let index = 0; index < values.length; index++) parts[index] = inWords(values[index]);
    let line = '';
    for (let index = 0; index < parts.length; index++) line += (index === 0 ? '' : ' ') + parts[index];
    print(line);
  };
  globalThis.console = { log: say, info: say, warn: say, error: say, debug: say };

  function decode(bytes) {
    let hex = '';
    let out = '';
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index];
      if (byte < 128 && hex === '') out += text.fromCharCode(byte);
      else hex += '%' + (byte < 16 ? '0' : '') + byte.toString(16);
      if (hex !== '' && (index + 1 === bytes.length || (bytes[index + 1] & 192) !== 128)) {
        try { out += decodeURIComponent(hex); } catch { out += '\\ufffd'; }
        hex = '';
      }
    }
    return out;
  }
  function encode(string) {
    const bytes = [];
    for (const sign of string) {
      const code = sign.codePointAt(0);
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code >= 0xd800 && code < 0xe000) bytes.push(0xef, 0xbf, 0xbd);
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
    return new bytesOf(bytes);
  }
  function bytes(path) {
    const found = read(text(path));
    if (found === undefined) throw new Wrong('There is no file ' + text(path) + '.');
    return new bytesOf(found);
  }
  globalThis.files = {
    list: () => parse(list()),
    bytes,
    text: (path) => decode(bytes(path)),
    write: (path, content) => {
      const made = typeof content === 'string' ? encode(content) : isView(content) ? new bytesOf(content.buffer, content.byteOffset, content.byteLength).slice() : undefined;
      if (made === undefined) throw new Wrong('A file is written from a text or a Uint8Array.');
      const problem = write(text(path), made.buffer);
      if (problem !== undefined) throw new Wrong(problem);
    },
  };
  return inWords;
})()`;
