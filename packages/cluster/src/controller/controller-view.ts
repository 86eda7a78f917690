import type { ClusterImage, RecordKeys, StoreEntry, Write } from '@moldau/metadata';

/** What a decision is made from: the cluster image and the entries behind it, as of one revision. */
export interface ControllerView {
  readonly image: ClusterImage;
  readonly keys: RecordKeys;
  entry(key: string): StoreEntry | undefined;
}

/**
 * What a decision asks to be written: one transaction after the other, each only if no key that it writes has changed
 * since the decision. Empty when nothing is to change.
 */
export type Transactions = readonly (readonly Write[])[];

/** The records of one transaction, at most; with the controller's own comparisons it stays below etcd's 128. */
export const WRITES_MAX = 100;

export interface Decision<Result> {
  readonly result: Result;
  readonly transactions: Transactions;
}
