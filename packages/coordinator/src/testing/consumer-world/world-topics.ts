/** The topics of a world, which come, grow and go. */
import type { CatalogTopic, TopicCatalog } from '../../ports.ts';
import { topicId } from '../consumer-bench.ts';

const partitionsMax = 6;

export class WorldTopics implements TopicCatalog {
  readonly #topics = new Map<string, CatalogTopic>();
  #ids = 0;

  get all(): Iterable<CatalogTopic> {
    return this.#topics.values();
  }

  topicByName(name: string): CatalogTopic | undefined {
    return this.#topics.get(name);
  }

  topicById(id: string): CatalogTopic | undefined {
    return [...this.#topics.values()].find((topic) => topic.id === id);
  }

  topicNames(): Iterable<string> {
    return this.#topics.keys();
  }

  /** False if there is one of that name. */
  create(name: string, partitions: number): boolean {
    if (this.#topics.has(name)) return false;
    this.#topics.set(name, { name, id: topicId(++this.#ids), partitions });
    return true;
  }

  /** A partition more; false if there is no such topic, or it is large already. */
  grow(name: string): boolean {
    const topic = this.#topics.get(name);
    if (topic === undefined || topic.partitions >= partitionsMax) return false;
    this.#topics.set(name, { ...topic, partitions: topic.partitions + 1 });
    return true;
  }

  /** The topic as it was; undefined if there was none. */
  delete(name: string): CatalogTopic | undefined {
    const topic = this.#topics.get(name);
    this.#topics.delete(name);
    return topic;
  }
}
