/** Copies to the clipboard; also on plain http, where `navigator.clipboard` is missing. Resolves to whether it did. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    // oxlint-disable-next-line typescript/no-deprecated -- the only way on plain http
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
