import { CorruptCheckpointError } from './corrupt-checkpoint.ts';
import { decodeJavaProperties, encodeJavaProperties } from './java-properties.ts';

/** The file `meta.properties`, version 1, at the root of a log directory: whose directory it is. */

export const META_PROPERTIES_FILE = 'meta.properties';

export interface MetaProperties {
  readonly clusterId: string;
  readonly nodeId: number;
  /** A directory that Kafka wrote before 3.7 has none. */
  readonly directoryId?: string;
}

export function encodeMetaProperties({ clusterId, nodeId, directoryId }: MetaProperties): Buffer {
  const properties = new Map([['cluster.id', clusterId]]);
  if (directoryId !== undefined) properties.set('directory.id', directoryId);
  properties.set('node.id', String(nodeId)).set('version', '1');
  return encodeJavaProperties(properties);
}

/** Throws a {@link CorruptCheckpointError}. */
export function decodeMetaProperties(bytes: Buffer): MetaProperties {
  const properties = decodeJavaProperties(bytes);
  const clusterId = properties.get('cluster.id');
  const nodeId = properties.get('node.id');
  const directoryId = properties.get('directory.id');
  if (properties.get('version') !== '1') throw new CorruptCheckpointError('meta.properties is not of version 1');
  if (clusterId === undefined || clusterId === '' || nodeId === undefined || !/^\d{1,10}$/.test(nodeId)) {
    throw new CorruptCheckpointError('meta.properties lacks cluster.id or node.id');
  }
  return { clusterId, nodeId: Number(nodeId), ...(directoryId === undefined ? {} : { directoryId }) };
}
