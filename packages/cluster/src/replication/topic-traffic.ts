/**
 * What has gone through one topic since the broker started, in plain numbers: counted where it happens, read when somebody
 * asks. Whatever is counted for a topic counts for all topics too, which outlives the topic.
 */
export class TopicTraffic {
  readonly #all: TopicTraffic | undefined;
  messagesIn = 0;
  bytesIn = 0;
  bytesOut = 0;
  bytesRejected = 0;
  /** Requests that named the topic, once for each of its partitions. */
  produceRequests = 0;
  fetchRequests = 0;
  failedProduceRequests = 0;
  failedFetchRequests = 0;
  /** Batches refused for what they hold, by what is wrong with them. */
  invalidBatches = 0;
  corruptBatches = 0;
  outOfOrderBatches = 0;

  constructor(all?: TopicTraffic) {
    this.#all = all;
  }

  produced(messages: number, bytes: number): void {
    this.produceRequests++;
    this.messagesIn += messages;
    this.bytesIn += bytes;
    this.#all?.produced(messages, bytes);
  }

  fetched(bytes: number): void {
    this.bytesOut += bytes;
    this.fetchRequests++;
    this.#all?.fetched(bytes);
  }

  count(event: CountedEvent, by = 1): void {
    this[event] += by;
    this.#all?.count(event, by);
  }
}

export type CountedEvent =
  | 'bytesRejected'
  | 'produceRequests'
  | 'failedProduceRequests'
  | 'failedFetchRequests'
  | 'invalidBatches'
  | 'corruptBatches'
  | 'outOfOrderBatches';
