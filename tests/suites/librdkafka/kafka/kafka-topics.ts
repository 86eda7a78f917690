/** As much of kafka-topics.sh as librdkafka's tests use: one topic created, widened or deleted. */

import { parseArgs } from 'node:util';
import { Admin } from '@platformatic/kafka';

const { values } = parseArgs({
  options: {
    'bootstrap-server': { type: 'string', default: '' },
    create: { type: 'boolean', default: false },
    alter: { type: 'boolean', default: false },
    delete: { type: 'boolean', default: false },
    topic: { type: 'string', default: '' },
    partitions: { type: 'string' },
    'replication-factor': { type: 'string' },
    config: { type: 'string', multiple: true, default: [] },
  },
});

const admin = new Admin({ clientId: 'kafka-topics', bootstrapBrokers: values['bootstrap-server'].split(',') });

async function create(topic: string): Promise<void> {
  const configs = values.config.map((setting) => {
    const [name = '', value = ''] = setting.split('=');
    return { name, value };
  });
  const [partitions, replicas] = [Number(values.partitions ?? -1), Number(values['replication-factor'] ?? -1)];
  await admin.createTopics({ topics: [topic], partitions, replicas, configs });
}

async function widen(name: string): Promise<void> {
  await admin.createPartitions({ topics: [{ name, count: Number(values.partitions) }] });
}

if (values.create) await create(values.topic);
else if (values.alter) await widen(values.topic);
else if (values.delete) await admin.deleteTopics({ topics: [values.topic] });
else throw new Error('neither --create nor --alter nor --delete');
await admin.close();
