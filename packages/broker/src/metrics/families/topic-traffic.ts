/** Kafka's BrokerTopicMetrics: a series for each topic, and one without a topic for all that ever was. */
import type { TopicTraffic } from '@moldau/cluster';
import { type Family, sample } from '../family.ts';
import { topicsOf } from '../sources.ts';

function traffic(what: string, unit: string, help: string, value: (traffic: TopicTraffic) => number): Family {
  return {
    name: `kafka_server_brokertopicmetrics_${what}_total`,
    confluent: `kafka_server_brokertopicmetrics_${what}persec`,
    names: 'jmx-exporter',
    type: 'counter',
    unit,
    help,
    labels: ['topic'],
    *collect(scraped) {
      yield sample(value(scraped.replicas.traffic), undefined);
      for (const topic of topicsOf(scraped)) yield sample(value(topic.traffic), topic.name);
    },
  };
}

/** Nothing here ever converts records between formats: every client that is served sends and takes the current one. */
const never = (): number => 0;

export const topicTrafficFamilies: readonly Family[] = [
  traffic('messagesin', 'records', 'Records that producers wrote.', (topic) => topic.messagesIn),
  traffic('bytesin', 'bytes', 'Bytes that producers wrote.', (topic) => topic.bytesIn),
  traffic('bytesout', 'bytes', 'Bytes of records that consumers were sent.', (topic) => topic.bytesOut),
  traffic('bytesrejected', 'bytes', 'Bytes of batches larger than allowed.', (topic) => topic.bytesRejected),
  traffic('totalproducerequests', 'partitions', 'Partitions of Produce requests.', (topic) => topic.produceRequests),
  traffic('totalfetchrequests', 'partitions', 'Partitions of Fetch requests.', (topic) => topic.fetchRequests),
  traffic(
    'failedproducerequests',
    'partitions',
    'Partitions of Produce requests that failed by no fault of the client.',
    (topic) => topic.failedProduceRequests,
  ),
  traffic(
    'failedfetchrequests',
    'partitions',
    'Partitions of Fetch requests whose log could not be read.',
    (topic) => topic.failedFetchRequests,
  ),
  traffic('producemessageconversions', 'records', 'Records converted for the log: none ever are.', never),
  traffic('fetchmessageconversions', 'records', 'Records converted for consumers: none ever are.', never),
  traffic('invalidmessagecrcrecords', 'batches', 'Batches with a wrong checksum.', (topic) => topic.corruptBatches),
  traffic(
    'invalidoffsetorsequencerecords',
    'batches',
    'Batches whose sequence number is not the next.',
    (topic) => topic.outOfOrderBatches,
  ),
  {
    ...traffic('invalid', 'batches', 'Batches refused for what they hold.', (topic) => topic.invalidBatches),
    name: 'moldau_topic_invalid_batches_total',
    names: 'moldau',
  },
];
