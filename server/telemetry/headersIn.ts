/** Headers as OpenTelemetry writes them in the environment, `name=value,other=value`; undefined for what is none of it. */
export function headersIn(text: string): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (const one of text.split(',').filter((part) => part.trim() !== '')) {
    const [, name, encoded = ''] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=(.*)$/.exec(one) ?? [];
    const value = decoded(encoded.trim());
    if (name === undefined || value === undefined || !/^[ -~]*$/.test(value)) return undefined;
    headers[name] = value;
  }
  return headers;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
