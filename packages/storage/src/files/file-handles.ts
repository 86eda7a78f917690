import type { Disk, DiskFile } from '@moldau/runtime';

/** Of the open files, closed at once when there are too many. */
const CLOSED_SHARE = 1 / 8;

/**
 * Open files of one broker, bounded in number. A {@link LogFile} is a name until somebody reads or writes it; the
 * least recently used ones that nobody has pinned are closed again, so that idle partitions hold no descriptor.
 * Several are closed at a time, since finding them looks at all.
 */
export class FileHandles {
  readonly disk: Disk;
  readonly #maxOpen: number;
  readonly #open = new Set<LogFile>();
  #uses = 0;

  constructor(disk: Disk, maxOpen: number) {
    this.disk = disk;
    this.#maxOpen = maxOpen;
  }

  get openCount(): number {
    return this.#open.size;
  }

  /** The number of a use: the larger, the later. */
  nextUse(): number {
    return ++this.#uses;
  }

  opened(file: LogFile): void {
    this.#open.add(file);
    if (this.#open.size > this.#maxOpen) this.#closeIdle(file);
  }

  closed(file: LogFile): void {
    this.#open.delete(file);
  }

  #closeIdle(inUse: LogFile): void {
    const idle = Array.from(this.#open).filter((file) => file !== inUse && !file.isPinned);
    const keptMax = this.#maxOpen - Math.floor(this.#maxOpen * CLOSED_SHARE);
    const surplus = this.#open.size - keptMax;
    for (const file of idle.sort((a, b) => a.lastUse - b.lastUse).slice(0, surplus)) file.close();
  }
}

/** One file that is opened when needed. Throws DiskErrors like the handle behind it. */
export class LogFile {
  #path: string;
  readonly #handles: FileHandles;
  #file: DiskFile | undefined;
  #writable = false;
  #pins = 0;
  /** Closed while they were in use: another file might get their descriptors under a read that is under way. */
  #toClose: DiskFile[] = [];
  #lastUse = 0;

  constructor(handles: FileHandles, path: string) {
    this.#handles = handles;
    this.#path = path;
  }

  get path(): string {
    return this.#path;
  }

  get lastUse(): number {
    return this.#lastUse;
  }

  get isPinned(): boolean {
    return this.#pins > 0;
  }

  /** The directory was renamed; an open handle goes on to work. */
  movedTo(path: string): void {
    this.#path = path;
  }

  /** A handle for this turn only; pin the file to keep it open across an `await`. */
  forReading(): DiskFile {
    return this.#used('read');
  }

  forWriting(): DiskFile {
    if (!this.#writable) this.close();
    const file = this.#used('write');
    this.#writable = true;
    return file;
  }

  #used(mode: 'read' | 'write'): DiskFile {
    this.#lastUse = this.#handles.nextUse();
    return this.#file ?? this.#open(mode);
  }

  #open(mode: 'read' | 'write'): DiskFile {
    const file = this.#handles.disk.open(this.#path, mode);
    this.#file = file;
    this.#handles.opened(this);
    return file;
  }

  /** What was written to it so far is on stable storage when it resolves. */
  async sync(): Promise<void> {
    this.pin();
    try {
      await this.forWriting().sync();
    } finally {
      this.unpin();
    }
  }

  pin(): void {
    this.#pins++;
  }

  unpin(): void {
    this.#pins--;
    if (this.#pins > 0) return;
    for (const file of this.#toClose.splice(0)) file.close();
  }

  close(): void {
    this.#writable = false;
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    this.#handles.closed(this);
    if (this.#pins > 0) this.#toClose.push(file);
    else file.close();
  }
}
