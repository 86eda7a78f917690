/** From the frames of a journal to the state that they describe. */
import type { JournalFrame, LeasedRevision } from './journal-format.ts';
import { KeyValueState } from './key-value-state.ts';
import type { Change, StoreEntry } from './metadata-store.ts';

export interface Replayed {
  readonly state: KeyValueState;
  /** Keys that hung on a lease of the process that wrote them. */
  readonly leasedKeys: Set<string>;
}

/** The first frame is a snapshot; revisions follow on it without a gap. */
export function replay(frames: readonly JournalFrame[]): Replayed {
  const entries = new Map<string, StoreEntry>();
  const leasedKeys = new Set<string>();
  let revision = 0;
  for (const frame of frames) {
    if (frame.kind === 'snapshot') {
      revision = frame.revision;
      for (const { entry, leased } of frame.entries) {
        entries.set(entry.key, entry);
        if (leased) leasedKeys.add(entry.key);
      }
      continue;
    }
    for (const next of frame.revisions) {
      if (next.revision !== revision + 1) throw new Error(`Revision ${next.revision} follows on ${revision}`);
      revision = next.revision;
      replayRevision(entries, leasedKeys, next);
    }
  }
  return { state: new KeyValueState(revision, entries.values()), leasedKeys };
}

function replayRevision(entries: Map<string, StoreEntry>, leasedKeys: Set<string>, revision: LeasedRevision): void {
  for (const change of revision.changes) {
    const key = 'put' in change ? change.put.key : change.delete;
    if (revision.leasedKeys.has(key)) leasedKeys.add(key);
    else leasedKeys.delete(key);
    replayChange(entries, change);
  }
}

function replayChange(entries: Map<string, StoreEntry>, change: Change): void {
  if ('delete' in change) {
    entries.delete(change.delete);
    return;
  }
  const before = entries.get(change.put.key);
  const createRevision = before?.createRevision ?? change.put.createRevision;
  entries.set(change.put.key, { ...change.put, createRevision });
}
