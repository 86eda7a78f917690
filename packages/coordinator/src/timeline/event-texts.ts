/** Texts of clients as they go into an event: cut, so that nobody's words push out everybody else's. */
import type { EventMember } from './group-event.ts';

/** Characters; as many as Kafka's own clients send of a reason. */
const textLengthMax = 255;
/** Names of a list. */
const namesMax = 20;

export function eventMember({ memberId, groupInstanceId, clientId, clientHost }: EventMember): EventMember {
  return {
    memberId: clipped(memberId),
    groupInstanceId: groupInstanceId === null ? null : clipped(groupInstanceId),
    clientId: clipped(clientId),
    clientHost: clipped(clientHost),
  };
}

export function eventReason(reason: string | null): string | null {
  return reason === null || reason === '' ? null : clipped(reason);
}

/** The first of them in order, and how many there are besides as a last line. */
export function eventNames(names: Iterable<string>): string[] {
  const sorted = [...names].sort();
  const shown = sorted.slice(0, namesMax).map(clipped);
  return sorted.length <= namesMax ? shown : [...shown, `… and ${sorted.length - namesMax} more`];
}

function clipped(text: string): string {
  return text.length <= textLengthMax ? text : `${text.slice(0, textLengthMax - 1)}…`;
}
