import type { Language } from '../../run/language.ts';

type Sample = { about: RegExp; language: string; code: string; en: string; de: string };

const SAMPLES: readonly Sample[] = [
  {
    about: /python/i,
    language: 'python',
    code: `from urllib.request import urlopen

def fetch(url: str, seconds: float = 5.0) -> str:
    with urlopen(url, timeout=seconds) as answer:
        return answer.read().decode(answer.headers.get_content_charset() or "utf-8")

if __name__ == "__main__":
    print(fetch("https://example.com")[:200])`,
    en: 'It needs nothing installed; a time limit is set, and errors of the network come through as `URLError`.',
    de: 'Es braucht nichts Installiertes; ein Zeitlimit ist gesetzt, und Netzfehler kommen als `URLError` an.',
  },
  {
    about: /\b(sql|query|abfrage|tabelle|datenbank|database)\b/i,
    language: 'sql',
    code: `select c.name, count(*) as orders, sum(o.amount) as total
from customers c
join orders o on o.customer_id = c.id
where o.created_at >= current_date - interval '30 days'
group by c.id, c.name
having sum(o.amount) > 0
order by total desc
limit 20;`,
    en: 'Put an index on `orders (customer_id, created_at)` and pass values as parameters, never by joining strings.',
    de: 'Leg einen Index auf `orders (customer_id, created_at)` und gib Werte als Parameter mit, nie durch Verketten.',
  },
  {
    about: /\b(server|endpoint|route|express|hono|schnittstelle)\b/i,
    language: 'ts',
    code: `import { createServer } from 'node:http';

const server = createServer((request, response) => {
  if (request.url !== '/health') {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: true }));
});

server.listen(8080, () => console.log('listening on 8080'));`,
    en: 'It answers one path and refuses the rest; add a limit on the size of bodies before you accept any.',
    de: 'Er beantwortet einen Pfad und lehnt den Rest ab; begrenze die Größe von Anfragen, bevor du welche annimmst.',
  },
  {
    about: /\b(client|fetch|http\S*|request|api|download|anfrage)\b/i,
    language: 'ts',
    code: `export async function getJson<T>(url: string, limitMs = 5000): Promise<T> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(limitMs),
  });
  if (!response.ok) {
    throw new Error(\`\${url} answered \${response.status}\`);
  }
  return (await response.json()) as T;
}

const user = await getJson<{ name: string }>('https://example.com/user');
console.log(user.name);`,
    en: 'It has a time limit and treats answers like 404 as errors, which `fetch` alone does not.',
    de: 'Es hat ein Zeitlimit und behandelt Antworten wie 404 als Fehler, was `fetch` allein nicht tut.',
  },
  {
    about: /\b(sort\w*|order|list\w*|array|group\w*|liste|gruppier\w*)\b/i,
    language: 'ts',
    code: `type Item = { name: string; price: number };

export function cheapestFirst(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => a.price - b.price || a.name.localeCompare(b.name));
}

console.log(cheapestFirst([{ name: 'pear', price: 3 }, { name: 'fig', price: 2 }]));`,
    en: 'It leaves the given list as it is and settles ties by name, so that the result is always the same.',
    de: 'Es lässt die übergebene Liste, wie sie ist, und entscheidet Gleichstände nach dem Namen.',
  },
  {
    about: /\b(e-?mail|regex|validat\w*|prüf\w*)\b/i,
    language: 'ts',
    code: `const ADDRESS = /^[^\\s@]+@[^\\s@]+\\.[^\\s@]{2,}$/;

export function looksLikeAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text.trim());
}

console.log(looksLikeAddress('ada@example.org'), looksLikeAddress('ada@'));`,
    en: 'Only a message sent to the address proves it; keep the pattern loose and the length bounded.',
    de: 'Erst eine Nachricht an die Adresse beweist sie; halte das Muster locker und die Länge begrenzt.',
  },
];

const PLAIN: Omit<Sample, 'code' | 'about'> = {
  language: 'ts',
  en: 'Replace the body by your rule, and keep the check for empty input: that is where most bugs of this kind live.',
  de: 'Ersetze den Inhalt durch deine Regel und behalte die Prüfung auf Leeres: dort sitzen die meisten solcher Fehler.',
};

/** A small piece of code that fits the words of a request, and one remark on it. */
export function sampleFor(
  text: string,
  words: readonly string[],
  language: Language,
): { code: string; remark: string } {
  const sample = SAMPLES.find(({ about }) => about.test(text)) ?? { ...PLAIN, code: plain(words) };
  return {
    code: `\`\`\`${sample.language}\n${sample.code}\n\`\`\``,
    remark: language === 'de' ? sample.de : sample.en,
  };
}

function plain(words: readonly string[]): string {
  const name = words
    .map((word) => word.normalize('NFKD').replace(/[^a-zA-Z0-9]/g, ''))
    .filter((word) => /^[a-zA-Z]/.test(word))
    .slice(0, 2)
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()))
    .join('');
  const title = name === '' ? 'solve' : name;
  return `export function ${title}(input: readonly string[]): string[] {
  if (input.length === 0) return [];
  return input.map((line) => line.trim()).filter((line) => line !== '');
}

console.log(${title}(['  one ', '', 'two']));`;
}
