/** Letters that are drawn as Latin ones, by the script they are of. */
const TWINS: Readonly<Record<string, string>> = {
  Cyrillic: 'аеорсухѕіјһԁԛԝѵѡӏьгпкҽԍԏүҫҳӽӿ',
  Greek: 'αγικνορσςυτηωχϲϳ',
  Armenian: 'ագզհյոսւօցքլև',
  Georgian: 'იოყძხჽჿ',
  Hebrew: 'וסןחד',
  Cherokee: 'ꭰꭱꭲꭺꭻꮃꮇꮋꮐꮓꮟꮢꮤꮩꮪꮯꮲꮶꮷꮹꮻꮾ',
  Coptic: 'ⲟⲣⲥⲭⲩⲓ',
};
const ANY_TWIN = new Set(Object.values(TWINS).join(''));
/** Latin ones that are drawn as others. */
const LATIN_TWINS = new Set('ɡɩıʟʏɑᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜱʀɴʜɪʙƽƅɯȷꞌ');

/**
 * Whether a host, in the letters people see, is drawn as if it were Latin and is not: a label of letters of another script
 * that all look like Latin ones, or one that has such letters beside Latin ones. A whole name in its own script, with a
 * top-level domain of that script too, is what it says it is.
 */
export function looksLatin(host: string): boolean {
  const labels = host.toLowerCase().normalize('NFC').split('.');
  const last = labels.findLast((label) => label !== '') ?? '';
  return labels.some((label) => isMixed(label) || (isWholeTwin(label) && !isOwnOf(label, last)));
}

function isMixed(label: string): boolean {
  return /[a-z]/.test(label) && Array.from(label).some((letter) => ANY_TWIN.has(letter) || LATIN_TWINS.has(letter));
}

function isWholeTwin(label: string): boolean {
  const letters = lettersOf(label);
  return letters.length > 0 && letters.every((letter) => ANY_TWIN.has(letter) || LATIN_TWINS.has(letter));
}

/** Whether both are of one script; there is no top-level domain that is only drawn like a Latin one. */
function isOwnOf(label: string, last: string): boolean {
  const script = Object.keys(TWINS).find((name) => lettersOf(label).every((letter) => isOf(letter, name)));
  return script !== undefined && lettersOf(last).every((letter) => isOf(letter, script));
}

function isOf(letter: string, script: string): boolean {
  return new RegExp(`^\\p{Script=${script}}$`, 'u').test(letter);
}

function lettersOf(label: string): string[] {
  return label.match(/\p{L}/gu) ?? [];
}
