/** A group's timeline for reading: a line an event, in the time zone of this machine, with its details below. */
import type { GroupTimeline, TimelineEvent } from '@moldau/protocol/messages/moldau/describe-group-timeline';
import { describeEvent } from './event-sentences.ts';

/** @param timeZone an IANA name; that of this machine by default */
export function renderTimeline(timeline: GroupTimeline, timeZone?: string): string[] {
  const { groupId, groupType, groupState, events, forgottenEvents } = timeline;
  const kind = groupType === '' ? 'gone' : `${groupType}, ${groupState}`;
  const lines = [`Group ${groupId} (${kind})`, ''];
  if (forgottenEvents > 0) lines.push(`… ${forgottenEvents} older events are forgotten`);
  if (events.length === 0) lines.push('nothing has happened since its coordinator started');
  const time = timeFormat(timeZone);
  const epochName = groupType === 'consumer' ? 'group epoch' : 'generation';
  let before = '';
  for (const event of events) {
    const at = time(event.timestampMs);
    const { sentence, details } = describeEvent(event, epochName);
    lines.push(`${at === before ? ' '.repeat(at.length) : at}  ${sentence}`);
    lines.push(...details.map((detail) => `${' '.repeat(at.length + 4)}${detail}`));
    before = at;
  }
  return lines;
}

/** Only what the event's type gives a meaning to. */
export function timelineJson(timeline: GroupTimeline): string {
  const { groupId, groupType, groupState, forgottenEvents, events } = timeline;
  return JSON.stringify({ groupId, groupType, groupState, forgottenEvents, events: events.map(meaningful) }, null, 2);
}

function meaningful(event: TimelineEvent): Record<string, unknown> {
  const isSaid = (value: unknown): boolean =>
    value !== null && value !== '' && value !== -1 && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(event).filter(([, value]) => isSaid(value)));
}

/** `2026-11-22 10:31:07.120` */
function timeFormat(timeZone: string | undefined): (timestampMs: number) => string {
  const digits = '2-digit';
  const format = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    second: digits,
    fractionalSecondDigits: 3,
    ...(timeZone !== undefined && { timeZone }),
  });
  return (timestampMs) => {
    const parts = new Map(format.formatToParts(timestampMs).map(({ type, value }) => [type, value]));
    const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
    const [hour, minute, second] = [parts.get('hour'), parts.get('minute'), parts.get('second')];
    return `${year}-${month}-${day} ${hour}:${minute}:${second}.${parts.get('fractionalSecond')}`;
  };
}
