import { expect, test } from 'vitest';
import { fitsRuntime, neededBy, readWheelName, topModules } from './wheelFile.ts';

const runtime = { python: '3.14.2', platform: 'pyemscripten_2026_0_wasm32' };

test.for([
  ['six-1.17.0-py2.py3-none-any.whl', true],
  ['Some.Thing-1.0-1build-py3-none-any.whl', true],
  ['numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl', true],
  ['a-1-cp39-abi3-pyemscripten_2026_0_wasm32.whl', true],
  ['a-1-py3-none-pyemscripten_2026_0_wasm32.whl', true],
  ['a-1-cp315-abi3-pyemscripten_2026_0_wasm32.whl', false],
  ['a-1-cp313-cp313-pyemscripten_2026_0_wasm32.whl', false],
  ['a-1-cp314-cp314-pyemscripten_2025_0_wasm32.whl', false],
  ['a-1-cp314-cp314-manylinux_2_28_x86_64.whl', false],
  ['a-1-py2-none-any.whl', false],
] as const)('%s fits: %s', ([file, fits]) => {
  const name = readWheelName(file);
  expect(name && fitsRuntime(name, runtime)).toBe(fits);
});

test('names of other files are none of wheels', () => {
  expect(readWheelName('libopenblas-0.3.31.zip')).toBeUndefined();
  expect(readWheelName('six.whl')).toBeUndefined();
  expect(readWheelName('Some.Thing-1.0-py3-none-any.whl')?.name).toBe('some-thing');
});

test('what a program can import of a wheel is told by its paths', () => {
  const paths = [
    ...['six.py', 'fast.cpython-314-wasm32-emscripten.so', 'bees/__init__.py', 'space/of/names.py', 'read.me'],
    ...['bees-1.0.dist-info/METADATA', 'bees-1.0.data/data/x.py', 'fonts/a.ttf'],
  ];
  expect(topModules(paths.map((path) => ({ path })))).toEqual(['bees', 'fast', 'six', 'space']);
});

test('what a wheel needs is read from the head of its metadata, extras left out', () => {
  const metadata =
    'Name: a\r\nRequires-Dist: Typing_Extensions >=4\r\nRequires-Dist: tzdata; sys_platform == "win32"\r\n' +
    "Requires-Dist: pytest ; extra == 'test'\r\nRequires-Dist: b (>1)\r\n\r\nRequires-Dist: of-the-description\r\n";
  expect(neededBy(metadata)).toEqual([
    { name: 'typing-extensions', sure: true },
    { name: 'tzdata', sure: false },
    { name: 'b', sure: true },
  ]);
});
