/** Addresses as they are typed one after the other; `wrong` is the first that is none. */
export function typedAddresses(typed: string): { addresses: string[]; wrong: string | null } {
  const words = typed.split(/[,;\s]+/).filter((word) => word !== '');
  const wrong = words.find((word) => !/^[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>".]+$/.test(word)) ?? null;
  return { addresses: [...new Set(words.map((word) => word.toLowerCase()))], wrong };
}
