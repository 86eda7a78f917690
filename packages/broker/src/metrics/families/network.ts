/** Connections, memory of requests, and how busy the event loop is, which here stands for all of Kafka's threads. */
import { type Family, sample, single } from '../family.ts';
import type { ListenerConnections } from '../request-metrics.ts';

/** The only one: the event loop. */
const PROCESSOR = '0';

function perListener(
  what: string,
  type: Family['type'],
  help: string,
  value: (listener: ListenerConnections) => number,
): Family {
  return {
    name: `kafka_server_socket_server_metrics_connection_${what}`,
    confluent: `kafka_server_socketservermetrics_connection_${what}`,
    names: 'jmx-exporter',
    type,
    unit: 'connections',
    help,
    labels: ['listener', 'networkProcessor'],
    *collect({ requests }) {
      for (const [name, listener] of requests.listeners) yield sample(value(listener), name, PROCESSOR);
    },
  };
}

const names = 'jmx-exporter';
const type = 'gauge';

export const networkFamilies: readonly Family[] = [
  perListener('count', 'gauge', 'Open connections.', ({ opened, closed }) => opened - closed),
  perListener('creation_total', 'counter', 'Connections accepted.', ({ opened }) => opened),
  perListener('close_total', 'counter', 'Connections closed.', ({ closed }) => closed),
  single(
    {
      name: 'kafka_network_socketserver_networkprocessoravgidle_percent',
      confluent: 'kafka_network_socketserver_networkprocessoravgidlepercent',
      names,
      type,
      unit: 'ratio',
      help: 'Share of the time since the last scrape in which the event loop had nothing to do, 0 to 1.',
    },
    ({ usage }) => usage.idleRatio,
  ),
  single(
    {
      name: 'kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent',
      confluent: 'kafka_server_kafkarequesthandlerpool_requesthandleravgidlepercent_oneminuterate',
      names,
      type,
      unit: 'ratio',
      help: 'The same: network and handlers share the event loop.',
    },
    ({ usage }) => usage.idleRatio,
  ),
  single(
    {
      name: 'kafka_network_socketserver_memorypoolused',
      names,
      type,
      unit: 'bytes',
      help: 'Memory of requests that have arrived in part or wait for their turn.',
    },
    ({ server }) => server.statistics.receiveBytes,
  ),
  single(
    {
      name: 'moldau_network_response_bytes',
      names: 'moldau',
      type,
      unit: 'bytes',
      help: 'Answers that clients have not taken yet.',
    },
    ({ server }) => server.statistics.responseBytes,
  ),
  single(
    {
      name: 'kafka_network_requestchannel_requestqueuesize',
      names,
      type,
      unit: 'requests',
      help: 'Requests between network and handlers: there is no such queue, requests are handled as they are read.',
    },
    () => 0,
  ),
  single(
    {
      name: 'kafka_network_requestchannel_responsequeuesize',
      names,
      type,
      unit: 'responses',
      help: 'Answers between handlers and network: there is no such queue.',
    },
    () => 0,
  ),
];
