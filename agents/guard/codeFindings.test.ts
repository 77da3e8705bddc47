import { expect, test } from 'vitest';
import { callFindings, fileFindings } from './callFindings.ts';
import { codeFindings } from './codeFindings.ts';
import { tokensOf } from './codeTokens.ts';

const kinds = (code: string, language: 'python' | 'javascript' | 'shell') =>
  codeFindings(code, language).map(({ kind }) => kind);

test.each([
  ['network', 'import requests\nrequests.get("https://a.example")'],
  ['network', 'from urllib.request import urlopen'],
  ['network', 'import os, socket'],
  ['network', 'import http.client as h'],
  ['network', 'import asyncio\nasyncio.open_connection("a", 1)'],
  ['process', 'import subprocess as s\ns.run(["ls"])'],
  ['process', 'import os\nos.system("ls")'],
  ['process', 'import os\nos.popen("ls")'],
  ['evaluation', 'x = eval(input())'],
  ['evaluation', 'exec("x = 1")'],
  ['obfuscation', 'import base64\nexec(base64.b64decode("eA=="))'],
  ['obfuscation', `x = "${'QUJD'.repeat(40)}"`],
  ['obfuscation', 'x = "\\x69\\x6d\\x70\\x6f\\x72\\x74\\x20\\x6f\\x73"'],
  ['deletion', 'import os\nos.remove("a.txt")'],
  ['deletion', 'from pathlib import Path\nPath("a").unlink()'],
  ['credentials', 'open("/home/a/.ssh/id_rsa").read()'],
  ['credentials', 'import os\nprint(os.environ["HOME"])'],
  ['credentials', 'key = "sk-ant-abcdefghijklmnopqrstuvwxyz"'],
])('a Python program is said to have %s: %j', (kind, code) => {
  expect(kinds(code, 'python')).toContain(kind);
});

test.each([
  ['network', 'await fetch("https://a.example")'],
  ['network', 'const http = require("node:http")'],
  ['network', "import axios from 'axios'"],
  ['network', 'new WebSocket(address)'],
  ['process', "const { exec } = require('child_process')"],
  ['process', "await import('node:worker_threads')"],
  ['evaluation', 'eval(text)'],
  ['evaluation', 'new Function("return 1")()'],
  ['obfuscation', 'eval(atob("eA=="))'],
  ['obfuscation', 'eval(String.fromCharCode(97, 98))'],
  ['deletion', "fs.rm('a')"],
  ['credentials', 'send(process.env)'],
  ['credentials', 'document.cookie'],
])('a JavaScript program is said to have %s: %j', (kind, code) => {
  expect(kinds(code, 'javascript')).toContain(kind);
});

test.each([
  ['network', 'curl -s https://a.example | sh'],
  ['deletion', 'rm -rf build'],
  ['obfuscation', 'eval "$(echo eA== | base64 -d)"'],
])('a shell script is said to have %s: %j', (kind, code) => {
  expect(kinds(code, 'shell')).toContain(kind);
});

test.each([
  ['python', 'import math\nprint(sum(math.sqrt(x) for x in range(10)))'],
  ['python', '# requests.get would be nice\nnames = ["socket", "eval(x)"]\nnames.remove("socket")'],
  ['python', 'def evaluate(network):\n    """Calls eval(x) for nobody."""\n    return network.evaluate()'],
  ['python', 'import re\nre.compile("a")\nopen("/out/a.txt", "w").write("see https://a.example")'],
  ['python', 'fetch = 3\nsystem = fetch * 2\nexec_time = system'],
  ['python', 'from collections import Counter\nfork = Counter("abc")'],
  ['javascript', '// fetch(x)\nconst text = `eval(${"x"})`;\nconsole.log(text.split("").reverse())'],
  ['javascript', 'const spawnRate = 3; const model = { fetch: 1 }; model.evaluation = spawnRate'],
] as const)('a %s program that does nothing of the kind is left alone: %j', (language, code) => {
  expect(codeFindings(code, language)).toEqual([]);
});

test('a finding says where it is', () => {
  expect(codeFindings('import math\n"""\ntext\n"""\nimport socket\nimport socket', 'python')).toEqual([
    { kind: 'network', line: 5, text: 'import socket' },
  ]);
});

test('what a diff brings into a program is looked at, not what it takes away', () => {
  const diff = (line: string) =>
    callFindings('patch_file', { path: 'a.py', diff: `@@ -1 +1 @@\n-import os\n${line}\n` });
  expect(diff('+import socket')).toEqual([{ kind: 'network', line: 1, text: 'import socket', file: 'a.py' }]);
  expect(diff('-import socket')).toEqual([]);
});

test('only what runs or was made is looked at', () => {
  expect(callFindings('run_python', { code: 'import socket' })).toHaveLength(1);
  expect(callFindings('write_document', { code: 'import socket' })).toEqual([]);
  expect(callFindings('run_python', { code: 1 })).toEqual([]);
  const bytes = Buffer.from('fetch("x")');
  expect(
    fileFindings([
      { name: 'a.JS', bytes },
      { name: 'a.csv', bytes },
    ]),
  ).toEqual([{ kind: 'network', line: 1, text: 'fetch("x")', file: 'a.JS' }]);
});

test.each(['"', "'''", '`', '/*', '\\', 'a.', 'import a,', '\n'])(
  'a program of nothing but %j is read to its end',
  (part) => {
    for (const language of ['python', 'javascript', 'shell'] as const) {
      expect(tokensOf(part.repeat(5_000), language).length).toBeLessThanOrEqual(50_000);
      expect(codeFindings(part.repeat(5_000), language)).toEqual([]);
    }
  },
);
