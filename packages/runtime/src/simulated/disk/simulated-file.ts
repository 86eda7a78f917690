/**
 * An open file of a simulated process. Operations on the loop take no time; those on the thread pool take a random
 * one, and a write that is under way when the process is killed is done in part, or not.
 */
import type { DiskErrorCode, DiskFile } from '../../disk/disk.ts';
import { DiskError } from '../../disk/disk.ts';
import type { SimulatedProcess } from '../simulated-process.ts';
import { summaryOf } from '../trace.ts';
import type { FaultyOperation } from './disk-faults.ts';
import { unlimitedBytes } from './disk-faults.ts';
import type { FileNode } from './file-node.ts';
import type { SimulatedDrive } from './simulated-drive.ts';

const poolMs = { min: 0.02, max: 0.5 };
const syncMs = { min: 0.2, max: 8 };

export class SimulatedFile implements DiskFile {
  readonly path: string;
  readonly #node: FileNode;
  readonly #writable: boolean;
  readonly #process: SimulatedProcess;
  readonly #drive: SimulatedDrive;
  #open = true;

  constructor(path: string, node: FileNode, writable: boolean, process: SimulatedProcess, drive: SimulatedDrive) {
    this.path = path;
    this.#node = node;
    this.#writable = writable;
    this.#process = process;
    this.#drive = drive;
  }

  size(): number {
    this.#requireUsable('open');
    return this.#node.size;
  }

  write(bytes: Buffer, position: number): void {
    this.#requireUsable('write');
    this.#write(bytes, position);
  }

  async writeAsync(bytes: Buffer, position: number): Promise<void> {
    const { random } = this.#drive;
    this.#requireUsable('write');
    const forget = this.#process.onKill(() => {
      if (random.chance(0.5)) this.#node.write(bytes.subarray(0, random.integer(bytes.length + 1)), position);
    });
    await this.#onPool('write', random.between(poolMs.min, poolMs.max), () => {
      forget();
      this.#write(bytes, position);
    });
  }

  read(into: Buffer, position: number): number {
    this.#requireUsable('read');
    return this.#read(into, position);
  }

  async readAsync(into: Buffer, position: number): Promise<number> {
    this.#requireUsable('read');
    return this.#onPool('read', this.#drive.random.between(poolMs.min, poolMs.max), () => this.#read(into, position));
  }

  truncate(size: number): void {
    this.#requireUsable('truncate');
    this.#note('truncate', `to ${size}`);
    this.#fail('truncate', this.#drive.faults.take('truncate', this.path));
    this.#node.truncate(size);
  }

  async sync(): Promise<void> {
    this.#requireUsable('sync');
    const { changesEver } = this.#node;
    const { faults, random } = this.#drive;
    const delayMs = random.between(syncMs.min, syncMs.max) + faults.slowSyncMs;
    await this.#onPool('sync', delayMs, () => this.#sync(changesEver));
  }

  syncNow(): void {
    this.#requireUsable('sync');
    this.#sync(this.#node.changesEver);
  }

  close(): void {
    this.#open = false;
  }

  #write(bytes: Buffer, position: number): void {
    const { faults, random } = this.#drive;
    const ordered = this.#drive.faults.take('write', this.path);
    const code = ordered ?? (random.chance(faults.writeErrorRate) ? 'EIO' : undefined);
    const fitting = code === undefined ? this.#fitting(bytes, position) : random.integer(bytes.length + 1);
    const written = bytes.subarray(0, fitting);
    this.#note('write', `at ${position} ${summaryOf(written)}`);
    if (fitting > 0) this.#node.write(written, position);
    if (code === undefined && fitting < bytes.length) this.#fail('write', 'ENOSPC');
    this.#fail('write', code);
  }

  /** How many of the bytes the drive has room for. */
  #fitting(bytes: Buffer, position: number): number {
    const { capacityBytes } = this.#drive.faults;
    if (capacityBytes === unlimitedBytes) return bytes.length;
    const room = Math.max(0, capacityBytes - this.#drive.usedBytes());
    return Math.max(0, Math.min(bytes.length, this.#node.size + room - position));
  }

  #read(into: Buffer, position: number): number {
    const { faults, random } = this.#drive;
    this.#fail('read', faults.take('read', this.path));
    const length = this.#node.read(into, position);
    if (length > 0 && random.chance(faults.readFlipRate)) {
      const index = random.integer(length);
      into.writeUInt8(into.readUInt8(index) ^ (1 << random.integer(8)), index);
    }
    this.#note('read', `at ${position} ${summaryOf(into.subarray(0, length))}`);
    return length;
  }

  #sync(changesEver: number): void {
    const { faults, random } = this.#drive;
    const code = faults.take('sync', this.path) ?? (random.chance(faults.syncErrorRate) ? 'EIO' : undefined);
    if (code !== undefined) this.#node.dropUnsynced();
    this.#fail('sync', code);
    this.#note('sync', `of change ${changesEver}`);
    this.#node.makeDurable(changesEver);
  }

  #onPool<Result>(operation: FaultyOperation, delayMs: number, act: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#process.schedule(delayMs, `pool ${operation}`, () => {
        try {
          resolve(act());
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #requireUsable(operation: FaultyOperation): void {
    if (!this.#process.alive) this.#fail(operation, 'EIO');
    if (!this.#open) this.#fail(operation, 'EUNKNOWN');
    if (!this.#writable && (operation === 'write' || operation === 'truncate')) this.#fail(operation, 'EUNKNOWN');
  }

  #note(operation: FaultyOperation, what: string): void {
    this.#process.scheduler.note(`${this.#process.name} ${operation} ${this.path} ${what}`);
  }

  #fail(operation: FaultyOperation, code: DiskErrorCode | undefined): void {
    if (code !== undefined) throw new DiskError(code, operation, this.path);
  }
}
