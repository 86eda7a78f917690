/** Where each record lives. All keys of a cluster start with `/k/<clusterId>/`. */

export const CLUSTERS_PREFIX = '/k/';

export type ConfigResource = 'topic' | 'broker' | 'group' | 'clientMetrics';
const CONFIG_RESOURCES: readonly ConfigResource[] = ['topic', 'broker', 'group', 'clientMetrics'];

export type RecordKey =
  | { readonly kind: 'meta' | 'controller' | 'controllerEpoch' | 'barrier' | 'brokerEpoch' | 'producerId' | 'other' }
  | { readonly kind: 'broker'; readonly brokerId: number }
  | { readonly kind: 'topic'; readonly topicId: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'partition'; readonly topicId: string; readonly partition: number }
  | { readonly kind: 'config'; readonly resource: ConfigResource; readonly name: string }
  | { readonly kind: 'clientQuota'; readonly entityKey: string };

export class RecordKeys {
  readonly prefix: string;
  readonly meta: string;
  /** The live controller, on its lease. */
  readonly controller: string;
  readonly controllerEpoch: string;
  /** Compared by every controller write; rewriting it makes sure that a write of unknown outcome cannot happen later. */
  readonly barrier: string;
  readonly brokerEpoch: string;
  /** The first producer id never handed out. */
  readonly producerId: string;

  constructor(clusterId: string) {
    this.prefix = `${CLUSTERS_PREFIX}${clusterId}/`;
    this.meta = `${this.prefix}meta`;
    this.controller = `${this.prefix}ctl`;
    this.controllerEpoch = `${this.prefix}ctlEpoch`;
    this.barrier = `${this.prefix}ctlBarrier`;
    this.brokerEpoch = `${this.prefix}seq/brokerEpoch`;
    this.producerId = `${this.prefix}seq/producerId`;
  }

  broker(brokerId: number): string {
    return `${this.prefix}b/${brokerId}`;
  }

  topic(topicId: string): string {
    return `${this.prefix}t/${topicId}`;
  }

  name(topicName: string): string {
    return `${this.prefix}n/${topicName}`;
  }

  partition(topicId: string, partition: number): string {
    return `${this.prefix}p/${topicId}/${partition}`;
  }

  config(resource: ConfigResource, name: string): string {
    return `${this.prefix}c/${resource}/${name}`;
  }

  /** @param entityKey see `quotaEntityKey` */
  clientQuota(entityKey: string): string {
    return `${this.prefix}q/${entityKey}`;
  }

  parse(key: string): RecordKey {
    switch (key) {
      case this.meta:
        return { kind: 'meta' };
      case this.controller:
        return { kind: 'controller' };
      case this.controllerEpoch:
        return { kind: 'controllerEpoch' };
      case this.barrier:
        return { kind: 'barrier' };
      case this.brokerEpoch:
        return { kind: 'brokerEpoch' };
      case this.producerId:
        return { kind: 'producerId' };
      default:
        return parseFamily(key.slice(this.prefix.length));
    }
  }
}

function parseFamily(path: string): RecordKey {
  const [family, first = '', second = ''] = path.split('/');
  switch (family) {
    case 'b':
      return { kind: 'broker', brokerId: Number(first) };
    case 't':
      return { kind: 'topic', topicId: first };
    case 'n':
      return { kind: 'name', name: first };
    case 'p':
      return { kind: 'partition', topicId: first, partition: Number(second) };
    case 'c': {
      const resource = CONFIG_RESOURCES.find((candidate) => candidate === first);
      if (resource === undefined) return { kind: 'other' };
      return { kind: 'config', resource, name: path.slice(`c/${resource}/`.length) };
    }
    case 'q':
      return { kind: 'clientQuota', entityKey: path.slice('q/'.length) };
    default:
      return { kind: 'other' };
  }
}
