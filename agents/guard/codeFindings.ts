import { CODE_FINDINGS, type CodeFinding, type CodeFindingKind } from '../../shared/toolCard.ts';
import { type CodeLanguage, type CodeToken, tokensOf } from './codeTokens.ts';

const LONGEST_CODE = 100_000;
const LONGEST_TEXT = 60;

/** What modules and names of a language are for; a name counts where it is not what somebody defines. */
const MODULES: Record<CodeLanguage, Readonly<Record<string, CodeFindingKind>>> = {
  python: {
    ...all(
      'network',
      'socket requests urllib urllib2 urllib3 http httpx aiohttp ftplib smtplib telnetlib websocket websockets paramiko ssl socketserver xmlrpc',
    ),
    ...all('process', 'subprocess pty multiprocessing ctypes cffi pexpect'),
    ...all('deletion', 'shutil'),
    ...all('credentials', 'keyring getpass netrc'),
    ...all('obfuscation', 'marshal'),
  },
  javascript: {
    ...all('network', 'http https http2 net dgram tls axios node-fetch undici ws socket.io-client'),
    ...all('process', 'child_process cluster worker_threads vm'),
  },
  shell: {},
};
const NAMES: Record<CodeLanguage, Readonly<Record<string, CodeFindingKind>>> = {
  python: {
    ...all('network', 'urlopen urlretrieve create_connection'),
    ...all('process', 'Popen popen execv execve execvp spawnl spawnv posix_spawn fork check_output'),
    ...all('deletion', 'rmtree unlink removedirs rmdir'),
    ...all('credentials', 'getpass environ getenv'),
  },
  javascript: {
    ...all('network', 'fetch XMLHttpRequest WebSocket EventSource sendBeacon importScripts RTCPeerConnection'),
    ...all('process', 'execSync spawnSync execFile execFileSync spawn fork'),
    ...all('deletion', 'unlinkSync rmSync rmdirSync unlink rmdir'),
    ...all('credentials', 'localStorage sessionStorage'),
  },
  shell: {
    ...all('network', 'curl wget nc ncat netcat ssh scp sftp rsync telnet'),
    ...all('process', 'sudo nohup crontab systemctl'),
    ...all('deletion', 'rm rmdir shred unlink mkfs dd'),
  },
};
/** Names that mean something only after these: `os.remove`, not a list's. */
const AFTER: Record<CodeLanguage, Readonly<Record<string, CodeFindingKind>>> = {
  python: {
    ...all('process', 'os.system os.exec os.kill'),
    ...all('deletion', 'os.remove os.truncate'),
    ...all('network', 'asyncio.open_connection'),
    ...all('obfuscation', 'codecs.decode zlib.decompress'),
  },
  javascript: {
    ...all('process', 'process.kill Deno.run Deno.Command Bun.spawn child_process.exec'),
    ...all('credentials', 'process.env document.cookie'),
    ...all('deletion', 'fs.rm fs.promises Deno.remove'),
  },
  shell: {},
};
const EVALS: Record<CodeLanguage, ReadonlySet<string>> = {
  python: new Set(['eval', 'exec', 'compile', '__import__']),
  javascript: new Set(['eval', 'Function']),
  shell: new Set(['eval', 'source']),
};
const DECODES = new Set(
  'b64decode b32decode b85decode a85decode unhexlify fromhex decompress atob fromCharCode fromCodePoint unescape rot13 base64 xxd'.split(
    ' ',
  ),
);
const SECRET_PLACE =
  /(?:\.ssh\/|id_rsa|id_ed25519|\.aws\/|\.netrc|\.git-credentials|\/etc\/(?:passwd|shadow)|\.env\b|\.kube\/config|\.gnupg|_API_KEY|_SECRET\b|_TOKEN\b|PRIVATE KEY)/;
/** Credentials as services write them. */
const SECRET_WORD =
  /^(?:sk-[\w-]{20,}|ghp_\w{30,}|github_pat_\w{30,}|xox[bap]-[\w-]{20,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,})/;
const ADDRESS = /^(?:https?|wss?|ftp):\/\//i;
const BLOB = /^[A-Za-z0-9+/=_-]{120,}$/;
const ESCAPES = /(?:\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}){8,}/;

/**
 * What a program does that somebody who allows it may want to know, by its words alone: the first of each kind, in the order
 * of lines. A program that hides what it does is not seen through; that it hides something often is.
 */
export function codeFindings(code: string, language: CodeLanguage): CodeFinding[] {
  const tokens = tokensOf(code.slice(0, LONGEST_CODE), language);
  const found = new Map<CodeFindingKind, CodeFinding>();
  for (const [at, token] of tokens.entries()) {
    const kind = token.kind === 'string' ? ofString(token.text, tokens, at) : ofWord(tokens, at, language);
    if (kind !== null && !found.has(kind)) found.set(kind, { kind, line: token.line, text: textOf(tokens, at) });
  }
  return [...found.values()].slice(0, CODE_FINDINGS);
}

function ofString(text: string, tokens: readonly CodeToken[], at: number): CodeFindingKind | null {
  if (SECRET_PLACE.test(text) || SECRET_WORD.test(text)) return 'credentials';
  if (BLOB.test(text) || ESCAPES.test(text)) return 'obfuscation';
  // An address that is only written about asks nobody: what asks it is found by its own name.
  const before = tokens[at - 2]?.text ?? '';
  return ADDRESS.test(text) && /^(?:get|post|put|request|open|load|connect|import)$/.test(before) ? 'network' : null;
}

function ofWord(tokens: readonly CodeToken[], at: number, language: CodeLanguage): CodeFindingKind | null {
  const token = tokens[at];
  if (token?.kind !== 'word') return null;
  const { text } = token;
  const before = tokens[at - 1]?.text ?? '';
  const next = tokens[at + 1];
  const imported = importedAt(tokens, at, language);
  if (imported !== null) return valueOf(MODULES[language], imported);
  if (['def', 'class', 'function'].includes(before)) return null;
  if (EVALS[language].has(text) && (language === 'shell' || (before !== '.' && next?.text === '('))) {
    return decodesNear(tokens, at) ? 'obfuscation' : 'evaluation';
  }
  if (
    text === 'getattr' &&
    next?.text === '(' &&
    tokens.slice(at, at + 8).some(({ text: one }) => one === '__builtins__')
  ) {
    return 'obfuscation';
  }
  const owner = before === '.' ? tokens[at - 2]?.text : undefined;
  const after = owner === undefined ? null : valueOf(AFTER[language], `${owner}.${text}`);
  if (after !== null) return after;
  if (language !== 'shell' && before !== '.' && next?.text !== '(' && next?.text !== '.' && next?.text !== '[')
    return null;
  return valueOf(NAMES[language], text);
}

/** The module that is taken in here: `import x`, `from x import`, `require('x')`, `from 'x'`, `import('x')`. */
function importedAt(tokens: readonly CodeToken[], at: number, language: CodeLanguage): string | null {
  const { text = '', line } = tokens[at] ?? {};
  const before = tokens[at - 1];
  if (language === 'python') {
    const isNamed = (before?.text === 'import' || before?.text === 'from') && before.line === line;
    const isListed =
      before?.text === ',' &&
      tokens.slice(Math.max(0, at - 40), at).some((one) => one.line === line && one.text === 'import') &&
      !tokens.slice(Math.max(0, at - 40), at).some((one) => one.line === line && one.text === 'from');
    const isFrom =
      before?.text === 'import' &&
      tokens.slice(Math.max(0, at - 12), at).some((one) => one.line === line && one.text === 'from');
    return (isNamed && !isFrom) || isListed ? text : null;
  }
  if (language !== 'javascript' || !['require', 'from', 'import'].includes(text)) return null;
  const given = tokens[at + 1]?.text === '(' ? tokens[at + 2] : tokens[at + 1];
  return given?.kind === 'string' ? (given.text.replace(/^node:/, '').split('/')[0] ?? null) : null;
}

function decodesNear(tokens: readonly CodeToken[], at: number): boolean {
  return tokens
    .slice(at, at + 24)
    .some(({ kind, text }) => (kind === 'word' ? DECODES.has(text) : /\b(?:base64|xxd)\b/.test(text)));
}

function textOf(tokens: readonly CodeToken[], at: number): string {
  const { line } = tokens[at] ?? {};
  const joined = tokens
    .slice(Math.max(0, at - 2), at + 4)
    .filter((token) => token.line === line)
    .map(({ kind, text }) => (kind === 'string' ? `"${text}"` : /^\w/.test(text) ? ` ${text}` : text))
    .join('')
    .replace(/([.(]) /g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return joined.length <= LONGEST_TEXT ? joined : `${joined.slice(0, LONGEST_TEXT - 1).toWellFormed()}…`;
}

function all(kind: CodeFindingKind, names: string): Record<string, CodeFindingKind> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]));
}

function valueOf(table: Readonly<Record<string, CodeFindingKind>>, name: string): CodeFindingKind | null {
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
