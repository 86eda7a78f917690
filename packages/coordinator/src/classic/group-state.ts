/** The states of a classic group and the legal moves between them; the names are those that clients are shown. */
export type ClassicGroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';

/** Where a group may come from. */
const legalSources: Readonly<Record<ClassicGroupState, readonly ClassicGroupState[]>> = {
  /** The join phase ended and nobody is left. */
  Empty: ['PreparingRebalance'],
  /** Somebody joined, left, failed or changed; everybody has to join anew. */
  PreparingRebalance: ['Empty', 'CompletingRebalance', 'Stable'],
  /** The join phase ended: there is a new generation, and its leader is to assign. */
  CompletingRebalance: ['PreparingRebalance'],
  /** The assignment is in the log. */
  Stable: ['CompletingRebalance'],
  /** Deleted. */
  Dead: ['Empty', 'PreparingRebalance', 'CompletingRebalance', 'Stable', 'Dead'],
};

export function isLegalTransition(from: ClassicGroupState, to: ClassicGroupState): boolean {
  return legalSources[to].includes(from);
}
