/**
 * The bytes of the metadata journal: frames one after the other, the first a snapshot of everything, each further one
 * the revisions of one write to the file. A frame is written in one piece and synced before the next is begun, so at
 * most the last frame can be torn: a bad frame with a good one after it is corruption, not a crash.
 *
 * ```
 * frame    = magic uint32, body length uint32, CRC-32 of the body uint32, body
 * body     = kind uint8 (1 snapshot, 2 revisions), first revision float64, count uint32, items
 * snapshot = { create revision float64, mod revision float64, flags, key, value } per entry
 * revision = { changes uint32, { flags, key, [value] } per change } per revision
 * flags    = bit 0 deletion, bit 1 hangs on a lease;  key = uint32 length, UTF-8;  value = uint32 length, bytes
 * ```
 */
import { crc32 } from 'node:zlib';
import type { Revision } from './key-value-state.ts';
import type { Change, StoreEntry } from './metadata-store.ts';

export const FRAME_HEADER_BYTES = 12;
const BODY_BYTES_MIN = 13;
const MAGIC = 0x4d4c4431;
const SNAPSHOT = 1;
const REVISIONS = 2;
const DELETION = 1;
const LEASED = 2;

export type JournalFrame =
  | { readonly kind: 'snapshot'; readonly revision: number; readonly entries: readonly LeasedEntry[] }
  | { readonly kind: 'revisions'; readonly revisions: readonly LeasedRevision[] };

export interface LeasedEntry {
  readonly entry: StoreEntry;
  readonly leased: boolean;
}

export interface LeasedRevision extends Revision {
  /** Keys put under a lease. */
  readonly leasedKeys: ReadonlySet<string>;
}

export function encodeSnapshot(revision: number, entries: readonly LeasedEntry[]): Buffer {
  const body = new FrameBody(SNAPSHOT, revision, entries.length);
  for (const { entry, leased } of entries) {
    body.float64(entry.createRevision);
    body.float64(entry.modRevision);
    body.item(leased ? LEASED : 0, entry.key, entry.value);
  }
  return body.frame();
}

/** The revisions are consecutive, and at least one. */
export function encodeRevisions(revisions: readonly LeasedRevision[]): Buffer {
  const body = new FrameBody(REVISIONS, revisions[0]?.revision ?? 0, revisions.length);
  for (const { changes, leasedKeys } of revisions) {
    body.uint32(changes.length);
    for (const change of changes) {
      if ('delete' in change) body.item(DELETION, change.delete, undefined);
      else body.item(leasedKeys.has(change.put.key) ? LEASED : 0, change.put.key, change.put.value);
    }
  }
  return body.frame();
}

class FrameBody {
  readonly #pieces: Buffer[] = [];

  constructor(kind: number, revision: number, count: number) {
    this.#pieces.push(Buffer.of(kind));
    this.float64(revision);
    this.uint32(count);
  }

  uint32(value: number): void {
    const piece = Buffer.alloc(4);
    piece.writeUInt32BE(value);
    this.#pieces.push(piece);
  }

  float64(value: number): void {
    const piece = Buffer.alloc(8);
    piece.writeDoubleBE(value);
    this.#pieces.push(piece);
  }

  item(flags: number, key: string, value: Buffer | undefined): void {
    this.#pieces.push(Buffer.of(flags));
    this.#bytes(Buffer.from(key));
    if (value !== undefined) this.#bytes(value);
  }

  frame(): Buffer {
    const body = Buffer.concat(this.#pieces);
    const header = Buffer.alloc(FRAME_HEADER_BYTES);
    header.writeUInt32BE(MAGIC, 0);
    header.writeUInt32BE(body.length, 4);
    header.writeUInt32BE(crc32(body), 8);
    return Buffer.concat([header, body]);
  }

  #bytes(bytes: Buffer): void {
    this.uint32(bytes.length);
    this.#pieces.push(bytes);
  }
}

/** The frame that starts at `position`, and where it ends; `undefined` if there is no whole, intact one. */
export function readFrame(journal: Buffer, position: number): { frame: JournalFrame; end: number } | undefined {
  if (position + FRAME_HEADER_BYTES > journal.length) return undefined;
  if (journal.readUInt32BE(position) !== MAGIC) return undefined;
  const start = position + FRAME_HEADER_BYTES;
  const length = journal.readUInt32BE(position + 4);
  const end = start + length;
  if (length < BODY_BYTES_MIN || end > journal.length) return undefined;
  const body = journal.subarray(start, end);
  if (crc32(body) !== journal.readUInt32BE(position + 8)) return undefined;
  return { frame: decodeBody(body), end };
}

/** Where the first intact frame at or after `position` starts, -1 if there is none. */
export function findFrame(journal: Buffer, position: number): number {
  const magic = Buffer.alloc(4);
  magic.writeUInt32BE(MAGIC);
  for (let at = journal.indexOf(magic, position); at !== -1; at = journal.indexOf(magic, at + 1)) {
    if (readFrame(journal, at) !== undefined) return at;
  }
  return -1;
}

/** `body` has a matching CRC, so it is what an encoder above has written. */
function decodeBody(body: Buffer): JournalFrame {
  const items = new ItemReader(body);
  const kind = items.uint8();
  const revision = items.float64();
  const count = items.uint32();
  if (kind === SNAPSHOT) return { kind: 'snapshot', revision, entries: decodeEntries(items, count) };
  return { kind: 'revisions', revisions: decodeRevisions(items, revision, count) };
}

function decodeEntries(items: ItemReader, count: number): LeasedEntry[] {
  return Array.from({ length: count }, () => {
    const createRevision = items.float64();
    const modRevision = items.float64();
    const flags = items.uint8();
    const key = items.text();
    return { entry: { key, value: items.bytes(), createRevision, modRevision }, leased: (flags & LEASED) !== 0 };
  });
}

/** Create revisions are not in the journal: whoever replays it knows them. */
function decodeRevisions(items: ItemReader, first: number, count: number): LeasedRevision[] {
  return Array.from({ length: count }, (_, index) => {
    const revision = first + index;
    const leasedKeys = new Set<string>();
    const changes = Array.from({ length: items.uint32() }, () => decodeChange(items, revision, leasedKeys));
    return { revision, changes, leasedKeys };
  });
}

function decodeChange(items: ItemReader, revision: number, leasedKeys: Set<string>): Change {
  const flags = items.uint8();
  const key = items.text();
  if ((flags & DELETION) !== 0) return { delete: key };
  if ((flags & LEASED) !== 0) leasedKeys.add(key);
  return { put: { key, value: items.bytes(), createRevision: revision, modRevision: revision } };
}

class ItemReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  uint8(): number {
    this.#position += 1;
    return this.#bytes.readUInt8(this.#position - 1);
  }

  uint32(): number {
    this.#position += 4;
    return this.#bytes.readUInt32BE(this.#position - 4);
  }

  float64(): number {
    this.#position += 8;
    return this.#bytes.readDoubleBE(this.#position - 8);
  }

  bytes(): Buffer {
    const length = this.uint32();
    this.#position += length;
    return Buffer.from(this.#bytes.subarray(this.#position - length, this.#position));
  }

  text(): string {
    return this.bytes().toString();
  }
}
