/** The beginning of a text file, at most so many bytes; `whole` says whether that is all of it. */
export async function readBeginning(url: string, bytes: number): Promise<{ text: string; whole: boolean }> {
  const response = await fetch(url, { headers: { range: `bytes=0-${String(bytes - 1)}` } });
  if (!response.ok || !response.body) throw new Error(`the file was answered with ${String(response.status)}`);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const room = bytes - read;
    read += value.length;
    text += decoder.decode(value.subarray(0, room), { stream: true });
    if (value.length < room) continue;
    await reader.cancel();
    break;
  }
  return { text, whole: response.status !== 206 ? read <= bytes : wholeOf(response) <= read };
}

function wholeOf(response: Response): number {
  return Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? 0);
}
