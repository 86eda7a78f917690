/** The names of partitions as histories have them: `<topic>-<number>`. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}
