/** DescribeGroupTimeline (Moldau's own): events as they go on the wire, where all types share one struct. */
import { Errors } from '@moldau/protocol';
import type {
  GroupTimeline as DescribedTimeline,
  TimelineEvent,
} from '@moldau/protocol/messages/moldau/describe-group-timeline';
import type { GroupSummary } from '../groups/summarise-group.ts';
import type { TimelineEntry } from '../timeline/group-event.ts';
import type { GroupTimeline } from '../timeline/group-timelines.ts';

/** A group that is gone can still be explained, as long as it is remembered. */
export function describeTimeline(groupId: string, summary: GroupSummary, timeline: GroupTimeline): DescribedTimeline {
  const isRemembered = summary.errorCode === Errors.GROUP_ID_NOT_FOUND && timeline.entries.length > 0;
  const isTold = isRemembered || summary.errorCode === Errors.NONE;
  return {
    ...summary,
    errorCode: isTold ? Errors.NONE : summary.errorCode,
    groupId,
    forgottenEvents: isTold ? timeline.forgotten : 0,
    events: isTold ? timeline.entries.map(timelineEvent) : [],
  };
}

/** The clock counts fractions of milliseconds, the wire does not. */
function timelineEvent({ timestampMs, event }: TimelineEntry): TimelineEvent {
  const told = { ...noDetails, ...event };
  const [durationMs, joinMs] = [Math.round(told.durationMs), Math.round(told.joinMs)];
  return { ...told, timestampMs: Math.round(timestampMs), durationMs, joinMs };
}

const noDetails: Omit<TimelineEvent, 'timestampMs' | 'type'> = {
  member: null,
  reason: null,
  timeoutMs: -1,
  epoch: -1,
  topics: [],
  removedTopics: [],
  protocols: [],
  memberId: '',
  previousMemberId: '',
  previousHost: '',
  members: -1,
  partitions: -1,
  leaderId: '',
  protocolName: '',
  durationMs: -1,
  joinMs: -1,
  lastToJoin: '',
  movedPartitions: -1,
  moves: [],
};
