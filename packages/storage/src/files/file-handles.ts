import type { Disk, DiskFile } from '@moldau/runtime';

/**
 * Open files of one broker, bounded in number. A {@link LogFile} is a name until somebody reads or writes it; the
 * least recently used ones that nobody has pinned are closed again, so that idle partitions hold no descriptor.
 */
export class FileHandles {
  readonly disk: Disk;
  readonly #maxOpen: number;
  /** In order of use, the most recent last. */
  readonly #open = new Set<LogFile>();

  constructor(disk: Disk, maxOpen: number) {
    this.disk = disk;
    this.#maxOpen = maxOpen;
  }

  get openCount(): number {
    return this.#open.size;
  }

  used(file: LogFile): void {
    this.#open.delete(file);
    this.#open.add(file);
    if (this.#open.size > this.#maxOpen) this.#closeIdle(file);
  }

  closed(file: LogFile): void {
    this.#open.delete(file);
  }

  #closeIdle(inUse: LogFile): void {
    for (const file of this.#open) {
      if (this.#open.size <= this.#maxOpen) return;
      if (file !== inUse && !file.isPinned) file.close();
    }
  }
}

/** One file that is opened when needed. Throws DiskErrors like the handle behind it. */
export class LogFile {
  #path: string;
  readonly #handles: FileHandles;
  #file: DiskFile | undefined;
  #writable = false;
  #pins = 0;

  constructor(handles: FileHandles, path: string) {
    this.#handles = handles;
    this.#path = path;
  }

  get path(): string {
    return this.#path;
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
    const file = (this.#file ??= this.#handles.disk.open(this.#path, 'read'));
    this.#handles.used(this);
    return file;
  }

  forWriting(): DiskFile {
    if (!this.#writable) this.close();
    const file = (this.#file ??= this.#handles.disk.open(this.#path, 'write'));
    this.#writable = true;
    this.#handles.used(this);
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
  }

  close(): void {
    this.#writable = false;
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    this.#handles.closed(this);
    file.close();
  }
}
