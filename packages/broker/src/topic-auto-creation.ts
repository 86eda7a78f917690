import type { AdmitPartitions, Controller } from '@moldau/cluster';
import type { Logger } from '@moldau/runtime';
import type { InternalTopics } from './internal-topics.ts';
import type { BrokerSettings } from './settings/broker-settings.ts';

export interface TopicAutoCreationDependencies {
  readonly controller: Controller;
  readonly settings: BrokerSettings;
  readonly internalTopics: InternalTopics;
  readonly log: Logger;
}

/** Creates topics that a client asks for by name and allows to be created (B18, B19). */
export class TopicAutoCreation {
  readonly #dependencies: TopicAutoCreationDependencies;

  constructor(dependencies: TopicAutoCreationDependencies) {
    this.#dependencies = dependencies;
  }

  get isEnabled(): boolean {
    return this.#dependencies.settings.autoCreateTopicsEnable;
  }

  /** Resolves when each topic exists or could not be created; never rejects, the client just asks again. */
  async create(names: readonly string[], admit?: AdmitPartitions): Promise<void> {
    const { controller, internalTopics, log } = this.#dependencies;
    const ordinary = names.filter((name) => !internalTopics.has(name));
    try {
      for (const name of names) if (internalTopics.has(name)) await internalTopics.ensure(name);
      const topics = ordinary.map((name) => ({
        name,
        partitions: -1,
        replicationFactor: -1,
        assignments: [],
        configs: [],
      }));
      if (topics.length > 0) await controller.createTopics(topics, { validateOnly: false, admit });
    } catch (error) {
      log.warn({ topics: names, error }, 'Cannot create topics that a client asked for');
    }
  }
}
