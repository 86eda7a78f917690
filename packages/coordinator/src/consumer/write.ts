import type { Step } from '../machine/step.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { type ConsumerGroupRecord, encodeGroupRecord } from './group-record.ts';

/** The one way to change a consumer group: the record goes to the log, and the state is what the records say. */
export function write(group: ConsumerGroup, record: ConsumerGroupRecord, step: Step): void {
  group.apply(record);
  step.outcome.records.push(encodeGroupRecord(group.groupId, record));
}
