/**
 * A member of a classic group. Metadata and assignment are opaque bytes of the client's (B117).
 *
 * While `awaitingJoin` or `awaitingSync` is set the member waits for us, so its session does not expire.
 */
import type { JoinGroupResponse } from '@moldau/protocol/messages/join-group';
import type { SyncGroupResponse } from '@moldau/protocol/messages/sync-group';
import type { ReplyTo } from '../machine/outcome.ts';

/** One way to assign that a member supports, with what it has to say about it. */
export interface MemberProtocol {
  readonly name: string;
  readonly metadata: Buffer;
}

export interface ClassicMember {
  readonly memberId: string;
  /** Set for static members. */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  /** `/127.0.0.1` */
  readonly clientHost: string;
  rebalanceTimeoutMs: number;
  sessionTimeoutMs: number;
  /** In the member's order of preference. */
  protocols: readonly MemberProtocol[];
  /** What the leader of the stored generation gave it. */
  assignment: Buffer;
  /** Has not completed a join yet. Such a member's wait is limited: its client may be gone without a trace. */
  isNew: boolean;
  /** Its client has not been told the member id, so only this very connection can ever use it. */
  readonly isAnonymous: boolean;
  awaitingJoin: ReplyTo<JoinGroupResponse> | null;
  awaitingSync: ReplyTo<SyncGroupResponse> | null;
}

export const emptyAssignment = Buffer.alloc(0);

/** The member's metadata for a protocol, empty if it does not support it. */
export function metadataOf(member: ClassicMember, protocolName: string): Buffer {
  return member.protocols.find(({ name }) => name === protocolName)?.metadata ?? emptyAssignment;
}

/** The same protocols, in the same order, with the same metadata. */
export function hasProtocols(member: Pick<ClassicMember, 'protocols'>, protocols: readonly MemberProtocol[]): boolean {
  return (
    member.protocols.length === protocols.length &&
    member.protocols.every(({ name, metadata }, index) => {
      const other = protocols[index];
      return other !== undefined && name === other.name && metadata.equals(other.metadata);
    })
  );
}
