/** Whether files are being carried over the page. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') === true;
}

/** Files that were dropped; folders can't be sent. */
export function droppedFiles(transfer: DataTransfer | null): File[] {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  return items.flatMap((item) => {
    const file = item.webkitGetAsEntry()?.isDirectory === true ? null : item.getAsFile();
    return file ? [file] : [];
  });
}

/**
 * Files that were pasted. Text from a word processor brings a picture of itself along: then the text is meant, which
 * is where there is both plain and formatted text.
 */
export function pastedFiles(transfer: DataTransfer | null): File[] {
  if (!transfer) return [];
  const isText = transfer.types.includes('text/html') && transfer.getData('text/plain').trim() !== '';
  return isText ? [] : [...transfer.files];
}
