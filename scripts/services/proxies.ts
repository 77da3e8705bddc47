import { findProgram, installPackages, isProgram, Missing } from './machine.ts';

/** The reverse proxies of docs/guides/https.md: the path of each, installed now where it was not there. */
export function findNginx(): Promise<string> {
  return findProxy('nginx');
}

export function findCaddy(): Promise<string> {
  return findProxy('caddy');
}

async function findProxy(name: 'nginx' | 'caddy'): Promise<string> {
  const find = () => findProgram(name) ?? [`/usr/sbin/${name}`, `/usr/local/sbin/${name}`].find(isProgram);
  const found = find();
  if (found !== undefined) return found;
  await installPackages(name, [name]);
  const installed = find();
  if (installed === undefined) throw new Missing(`${name} is not to be had on this machine`);
  return installed;
}
