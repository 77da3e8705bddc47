import type { PathFault, PlaceFault } from '../../../shared/spacePath.ts';

export type SpaceFile = { path: string; size: number };

/** A state of the whole space; `by` wrote it, for `onBehalfOf` where that is somebody else. `at` is milliseconds since 1970. */
export type SpaceVersion = { version: string; by: string; onBehalfOf: string | null; message: string; at: number };

/** The files as they are when something is changed. */
export type SpaceNow = {
  /** Null for a file that is not there. */
  read(path: string): Promise<Uint8Array | null>;
};

/** New contents by their paths; null for a file that goes. */
export type SpaceChanges = ReadonlyMap<string, Uint8Array | null>;

/** Why nothing was changed. `late`: others change the space so often that there was no turn. */
export type SpaceRefusal =
  | { kind: 'path'; path: string; fault: PathFault }
  | { kind: 'place'; path: string; fault: PlaceFault }
  | { kind: 'file-too-large'; path: string; limit: number }
  | { kind: 'too-many-files' | 'space-too-large' | 'history-too-large'; limit: number }
  | { kind: 'not-allowed' | 'late' | 'disk-full' };

export type SpaceChanged<Stopped> =
  | { kind: 'changed'; version: string }
  | { kind: 'unchanged' }
  | { kind: 'refused'; refusal: SpaceRefusal }
  /** Whoever wanted the change came to see that it cannot be made. */
  | { kind: 'stopped'; why: Stopped };

/** The files of a project, in all their versions, as an agent reads and changes them in the name of the person who asks. */
export type ProjectSpace = {
  /** Those of the last version, which is null as long as nothing was written. */
  list(): Promise<{ version: string | null; files: readonly SpaceFile[] }>;
  /** Of the last version, or of the one whose name begins so. */
  read(path: string, version?: string): Promise<{ version: string; bytes: Uint8Array } | 'no-file' | 'no-version'>;
  /** Makes one version of what `make` wants, which may be asked again where somebody else was quicker. */
  change<Stopped>(
    make: (now: SpaceNow) => Promise<SpaceChanges | { stop: Stopped }>,
    message: string,
  ): Promise<SpaceChanged<Stopped>>;
  /** The last versions first, of the space or of those in which a file changed; `more` where there are others. */
  history(path?: string): Promise<{ versions: readonly SpaceVersion[]; more: boolean }>;
};
