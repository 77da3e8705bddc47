// Plain JavaScript without dependencies: runs on whatever Node is there, before anything is installed.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until no other process holds the lock, takes it and returns what releases it.
 * The lock of a process that is gone (killed, or before a reboot) counts for nothing.
 *
 * @param {string} path
 * @param {() => void} onWait called once if somebody else holds the lock
 * @returns {Promise<() => void>}
 */
export async function takeLock(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waits = 0; ; waits++) {
    if (tryLock(path)) return () => release(path);
    const owner = readOwner(path);
    if (owner !== undefined && !isAlive(owner)) {
      stealFrom(path, owner);
      continue;
    }
    if (waits === 2) onWait();
    await sleep(100);
  }
}

/** @param {string} path */
function tryLock(path) {
  const mine = `${path}.${process.pid}`;
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine);
  writeFileSync(join(mine, 'owner'), describe(process.pid));
  try {
    // A directory can only be renamed onto nothing or an empty one, so whoever comes second fails.
    renameSync(mine, path);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST' || error.code === 'EPERM') return false;
    throw error;
  }
}

/**
 * Moves a dead owner's lock away; puts it back if it changed hands between looking and moving.
 *
 * @param {string} path
 * @param {string} deadOwner
 */
function stealFrom(path, deadOwner) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Somebody else was quicker: the next turn of the loop sees what is there now.
  }
  if (readOwner(aside) !== deadOwner) {
    try {
      renameSync(aside, path);
      return;
    } catch {
      // A third process holds the lock already.
    }
  }
  rmSync(aside, { recursive: true, force: true });
}

/** @param {string} path */
function release(path) {
  if (readOwner(path) === describe(process.pid)) rmSync(path, { recursive: true, force: true });
}

/** @param {string} path */
function readOwner(path) {
  try {
    return readFileSync(join(path, 'owner'), 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} owner */
function isAlive(owner) {
  const pid = Number.parseInt(owner, 10);
  if (pid === process.pid) return owner === describe(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return owner === describe(pid);
}

/**
 * The process's number with the moment it began, where the system tells: numbers are used again.
 *
 * @param {number} pid
 */
function describe(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fieldsAfterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${pid} ${fieldsAfterName[19]}`;
  } catch {
    return String(pid);
  }
}
