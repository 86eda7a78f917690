/**
 * The journal file of a {@link FileStore}: what `journal-format.ts` describes, on a disk. What `append` and
 * `rewrite` were given is on stable storage when they return. After a failure the file is cut back to where it ended
 * before; while the disk refuses even that, nothing more is taken.
 */
import type { Disk, DiskFile } from '@moldau/runtime';
import { findFrame, type JournalFrame, readFrame } from './journal-format.ts';

export const JOURNAL_FILE = 'moldau-metadata.journal';

/** The journal has a damaged frame before an intact one: not a torn write. Nothing is changed. */
export class JournalCorruptError extends Error {
  override readonly name = 'JournalCorruptError';

  constructor(path: string, position: number, detail: string) {
    super(`The metadata journal ${path} is damaged at byte ${position}: ${detail}`);
  }
}

export class Journal {
  readonly #disk: Disk;
  readonly #directory: string;
  readonly #path: string;
  #file: DiskFile;
  /** Everything below is on stable storage; nothing above was ever confirmed. */
  #end: number;
  /** Whether the file may hold bytes above `#end`, or its name may not be durable: to be put right before an append. */
  #unsettled = false;

  private constructor(disk: Disk, directory: string, path: string, file: DiskFile, end: number) {
    this.#disk = disk;
    this.#directory = directory;
    this.#path = path;
    this.#file = file;
    this.#end = end;
  }

  /** Opens the journal, cutting off a torn last frame, or starts it with `emptySnapshot`. */
  static open(disk: Disk, directory: string, emptySnapshot: Buffer): { journal: Journal; frames: JournalFrame[] } {
    disk.makeDirectory(directory);
    const path = `${directory}/${JOURNAL_FILE}`;
    disk.remove(temporary(path));
    if (!disk.exists(path)) {
      writeTemporary(disk, path, emptySnapshot);
      disk.rename(temporary(path), path);
      for (const path of withAncestors(directory)) disk.syncDirectory(path);
    }
    const bytes = disk.readFile(path);
    const { frames, end } = readFrames(path, bytes);
    const file = disk.open(path, 'write');
    if (end < bytes.length) {
      file.truncate(end);
      file.syncNow();
    }
    return { journal: new Journal(disk, directory, path, file, end), frames };
  }

  get size(): number {
    return this.#end;
  }

  async append(frame: Buffer): Promise<AppendOutcome> {
    try {
      if (this.#unsettled) this.#settle();
    } catch (error) {
      return { status: 'refused', error };
    }
    try {
      this.#file.write(frame, this.#end);
      await this.#file.sync();
      this.#end += frame.length;
      return { status: 'appended' };
    } catch (error) {
      this.#unsettled = true;
      return { status: this.#trySettle() ? 'refused' : 'doubtful', error };
    }
  }

  /** Replaces the whole journal by one snapshot, atomically. Throws a DiskError; the content is then the same. */
  rewrite(snapshot: Buffer): void {
    writeTemporary(this.#disk, this.#path, snapshot);
    this.#disk.rename(temporary(this.#path), this.#path);
    this.#end = snapshot.length;
    this.#unsettled = true;
    this.#settle();
  }

  close(): void {
    this.#file.close();
  }

  #trySettle(): boolean {
    try {
      this.#settle();
      return true;
    } catch {
      return false;
    }
  }

  /** A handle that has failed is not used again: the kernel may have dropped what it had taken. */
  #settle(): void {
    const file = this.#disk.open(this.#path, 'write');
    this.#file.close();
    this.#file = file;
    this.#file.truncate(this.#end);
    this.#file.syncNow();
    this.#disk.syncDirectory(this.#directory);
    this.#unsettled = false;
  }
}

/** `refused`: the journal is as it was. `doubtful`: a restart may find the frame, or not. */
export type AppendOutcome =
  | { readonly status: 'appended' }
  | { readonly status: 'refused' | 'doubtful'; readonly error: unknown };

/** `/a/b` → `/a/b`, `/a`, `/`; a name that was just made is durable only once the directory above is synced. */
function withAncestors(directory: string): string[] {
  const parts = directory.split('/').filter((part) => part !== '');
  const root = directory.startsWith('/') ? '/' : './';
  const paths = parts.map((_, index) => root + parts.slice(0, index + 1).join('/'));
  return [root, ...paths].reverse();
}

function temporary(path: string): string {
  return `${path}.tmp`;
}

function writeTemporary(disk: Disk, path: string, bytes: Buffer): void {
  disk.remove(temporary(path));
  const file = disk.open(temporary(path), 'create');
  try {
    file.write(bytes, 0);
    file.syncNow();
  } finally {
    file.close();
  }
}

function readFrames(path: string, bytes: Buffer): { frames: JournalFrame[]; end: number } {
  const frames: JournalFrame[] = [];
  let end = 0;
  for (let read = readFrame(bytes, 0); read !== undefined; read = readFrame(bytes, end)) {
    frames.push(read.frame);
    end = read.end;
  }
  if (frames[0]?.kind !== 'snapshot') throw new JournalCorruptError(path, 0, 'it does not start with a snapshot');
  const further = findFrame(bytes, end);
  if (further !== -1) throw new JournalCorruptError(path, end, `an intact frame follows at byte ${further}`);
  return { frames, end };
}
