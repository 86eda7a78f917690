/** The second half of commands that may go on only when their record is committed. */

/** The leader's assignment is in the log: the group becomes Stable and those who wait in SyncGroup are answered. */
export interface AssignmentStored {
  readonly type: 'assignment-stored';
  readonly groupId: string;
  readonly generationId: number;
  /** By member id; every member of the generation is in it. */
  readonly assignments: ReadonlyMap<string, Buffer>;
}

/** A static member's new id is in the log: it gets its place in the running generation (B118). */
export interface StaticMemberStored {
  readonly type: 'static-member-stored';
  readonly groupId: string;
  readonly memberId: string;
  /** The leader as it was before the member got its new id. */
  readonly previousLeaderId: string;
  readonly skipAssignmentSupported: boolean;
}

export type Continuation = AssignmentStored | StaticMemberStored;
