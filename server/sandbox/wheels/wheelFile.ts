/** A package by the name under which packages depend on each other: case and signs between words do not count. */
export function packageName(given: string): string {
  return given.replace(/[-_.]+/g, '-').toLowerCase();
}

export type WheelName = {
  name: string;
  version: string;
  pythons: readonly string[];
  abi: string;
  platforms: readonly string[];
};

/** What a wheel's file name says; undefined for what is no such name. */
export function readWheelName(file: string): WheelName | undefined {
  const [, name, version, python, abi, platform] =
    /^([^-]+)-([^-]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/.exec(file) ?? [];
  if (
    name === undefined ||
    version === undefined ||
    python === undefined ||
    abi === undefined ||
    platform === undefined
  ) {
    return undefined;
  }
  return { name: packageName(name), version, pythons: python.split('.'), abi, platforms: platform.split('.') };
}

/** The Python that wheels have to be made for. */
export type Runtime = { python: string; platform: string };

/** Whether a wheel is for any system, or for this one: this Python, or an older one's stable interface. */
export function fitsRuntime({ pythons, abi, platforms }: WheelName, { python, platform }: Runtime): boolean {
  const [major = '', minor = ''] = python.split('.');
  const own = `cp${major}${minor}`;
  const isOurs = platforms.includes(platform);
  if (!isOurs && !platforms.includes('any')) return false;
  if (abi === 'none') return pythons.some((tag) => tag === `py${major}` || tag === `py${major}${minor}`);
  if (abi === 'abi3') return isOurs && pythons.some((tag) => isOlder(tag, Number(major), Number(minor)));
  return isOurs && abi === own && pythons.includes(own);
}

function isOlder(tag: string, major: number, minor: number): boolean {
  const [, ofMajor, ofMinor] = /^cp(\d)(\d+)$/.exec(tag) ?? [];
  return Number(ofMajor) === major && Number(ofMinor) <= minor;
}

const EXTENSION = /^([A-Za-z_]\w*)(?:\.[\w-]+)?\.so$/;

/** The names by which a program imports what is in a wheel: folders with modules in them, and modules that stand alone. */
export function topModules(entries: readonly { path: string }[]): string[] {
  const found = new Set<string>();
  for (const { path } of entries) {
    const [top = '', ...rest] = path.split('/');
    if (rest.length === 0) {
      const name = /^([A-Za-z_]\w*)\.py$/.exec(top)?.[1] ?? EXTENSION.exec(top)?.[1];
      if (name !== undefined) found.add(name);
    } else if (/^[A-Za-z_]\w*$/.test(top) && /\.(py|so)$/.test(path)) found.add(top);
  }
  return [...found].sort();
}

/** Another package that one asks for; `sure` unless it does so only under a condition (an older Python, another system, an extra). */
export type Needed = { name: string; sure: boolean };

/** What a wheel's own METADATA asks for. */
export function neededBy(metadata: string): Needed[] {
  const head = metadata.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const needed: Needed[] = [];
  for (const [, name = '', rest = ''] of head.matchAll(/^Requires-Dist:\s*([A-Za-z0-9][\w.-]*)(.*)$/gim)) {
    if (/\bextra\s*==/.test(rest)) continue;
    needed.push({ name: packageName(name), sure: !rest.includes(';') });
  }
  return needed;
}
