// The smallest packages that are not Python: modules of WebAssembly as Emscripten's linker makes them.
import { Buffer } from 'node:buffer';

type Bytes = readonly number[];

const I32 = 0x7f;
const string = (text: string): Bytes => [text.length, ...Buffer.from(text)];
const vector = (...items: Bytes[]): Bytes => [items.length, ...items.flat()];
const section = (id: number, body: Bytes): Bytes => [id, ...length(body), ...body];
const fn = (parameters: Bytes, results: Bytes): Bytes => [
  0x60,
  parameters.length,
  ...parameters,
  results.length,
  ...results,
];
const bodyOf = (...code: number[]): Bytes => [code.length + 2, 0, ...code, 0x0b];

function length({ length: count }: Bytes): Bytes {
  return count < 128 ? [count] : [(count & 127) | 128, count >> 7];
}

type Linked = { memory: number; needs: readonly string[] };

function moduleOf({ memory, needs }: Linked, ...sections: Bytes[]): Uint8Array {
  const info = [1, 4, memory, 2, 0, 0];
  const needed = vector(...needs.map(string));
  const linking = [...string('dylink.0'), ...info, 2, ...length(needed), ...needed];
  return new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...section(0, linking), ...sections.flat()]);
}

/** A library with one function, `two`. */
export const LIBRARY = moduleOf(
  { memory: 0, needs: [] },
  section(1, vector(fn([], [I32]))),
  section(3, vector([0])),
  section(7, vector([...string('two'), 0, 0])),
  section(10, vector(bodyOf(0x41, 2))),
);

const NAME_AT = 64;
const [GLOBAL, CONST, ADD, STORE, CALL] = [0x23, 0x41, 0x6a, 0x36, 0x10];

/** The module `tiny` of Python, empty; as it begins it calls `two` of a library, which has to be there. */
export function extensionNeeding(library: string): Uint8Array {
  const base = [GLOBAL, 0];
  return moduleOf(
    { memory: 80, needs: [library] },
    section(1, vector(fn([], [I32]), fn([I32], [I32]))),
    section(
      2,
      vector(
        [...string('env'), ...string('memory'), 2, 0, 0],
        [...string('env'), ...string('__memory_base'), 3, I32, 0],
        [...string('env'), ...string('PyModuleDef_Init'), 0, 1],
        [...string('env'), ...string('two'), 0, 0],
      ),
    ),
    section(3, vector([0])),
    section(7, vector([...string('PyInit_tiny'), 0, 2])),
    section(
      10,
      vector(
        bodyOf(
          // The definition's name, its size of state (which `two` says), and the definition itself.
          ...[...base, ...base, CONST, 0xc0, 0, ADD, STORE, 2, 20],
          ...[...base, CALL, 1, STORE, 2, 28],
          ...[...base, CALL, 0],
        ),
      ),
    ),
    section(11, vector([0, ...base, 0x0b, ...string('\0'.repeat(NAME_AT) + 'tiny\0')])),
  );
}
