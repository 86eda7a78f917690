/** Dashboards that people have, and the metrics that their panels ask for. */
import type { ShownNames } from '../../packages/broker/src/metrics/all-families.ts';

export interface Dashboard {
  readonly name: string;
  readonly where: string;
  /** What `metrics.names` has to contain for it. */
  readonly names: ShownNames;
  readonly metrics: readonly string[];
}

/** `a_{b,c}_d` is `a_b_d` and `a_c_d`. */
function metrics(...patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => {
    const [before = '', choices, after = ''] = pattern.split(/[{}]/);
    return choices === undefined ? [before] : choices.split(',').map((choice) => `${before}${choice}${after}`);
  });
}

export const dashboards: readonly Dashboard[] = [
  {
    name: 'Kafka',
    where: 'Strimzi, `strimzi-kafka.json`',
    names: 'jmx-exporter',
    metrics: metrics(
      'jvm_{gc_collection_seconds_count,gc_collection_seconds_sum,memory_used_bytes,threads_current}',
      'kafka_cluster_partition_{atminisr,replicascount,underminisr}',
      'kafka_controller_controllerstats_uncleanleaderelections_total',
      'kafka_controller_kafkacontroller_{activecontrollercount,offlinepartitionscount}',
      'kafka_log_log_size',
      'kafka_network_socketserver_networkprocessoravgidle_percent',
      'kafka_server_brokertopicmetrics_{bytesin,bytesout,messagesin}_total',
      'kafka_server_brokertopicmetrics_{failedfetchrequests,failedproducerequests}_total',
      'kafka_server_brokertopicmetrics_{totalfetchrequests,totalproducerequests}_total',
      'kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent',
      'kafka_server_kafkaserver_linux_disk_{read,write}_bytes',
      'kafka_server_replicamanager_{leadercount,partitioncount,underreplicatedpartitions}',
      'kafka_server_socket_server_metrics_connection_count',
      'process_open_fds',
    ),
  },
  {
    name: 'Kafka Exporter',
    where: 'Strimzi, `strimzi-kafka-exporter.json`',
    names: 'kafka-exporter',
    metrics: metrics(
      'kafka_broker_info',
      'kafka_cluster_partition_{atminisr,underminisr}',
      'kafka_consumergroup_{current_offset,lag}',
      'kafka_topic_partition_{current_offset,oldest_offset,replicas,in_sync_replica}',
      'kafka_topic_partition_{leader_is_preferred,under_replicated_partition}',
      'kafka_topic_partitions',
    ),
  },
  {
    name: 'Kafka alerts',
    where: 'Strimzi, `prometheus-kafka-rules.yaml`, those about Kafka itself',
    names: 'jmx-exporter',
    metrics: metrics(
      'kafka_server_replicamanager_{underreplicatedpartitions,underminisrpartitioncount}',
      'kafka_controller_kafkacontroller_{activecontrollercount,offlinepartitionscount}',
      'kafka_log_logmanager_offlinelogdirectorycount',
    ),
  },
  {
    name: 'Kafka Exporter Overview',
    where: 'Grafana 7589',
    names: 'kafka-exporter',
    metrics: metrics(
      'kafka_consumergroup_{current_offset,lag}',
      'kafka_topic_partition_current_offset',
      'kafka_topic_partitions',
    ),
  },
  {
    name: 'Kafka cluster (KRaft)',
    where: 'Confluent’s jmx-monitoring-stacks, `kafka-cluster-kraft.json`',
    names: 'confluent',
    metrics: metrics(
      'jvm_{gc_collection_seconds_sum,memory_bytes_max,memory_used_bytes}',
      'kafka_cluster_partition_underminisr',
      'kafka_controller_controllerstats_uncleanleaderelectionspersec',
      'kafka_controller_kafkacontroller_{activecontrollercount,offlinepartitionscount,preferredreplicaimbalancecount}',
      'kafka_coordinator_group_groupmetadatamanager_{numgroups,numgroupscompletingrebalance,numgroupsdead}',
      'kafka_coordinator_group_groupmetadatamanager_{numgroupsempty,numgroupspreparingrebalance,numgroupsstable}',
      'kafka_log_log_{size,tiersize}',
      'kafka_network_acceptor_acceptorblockedpercent',
      'kafka_network_requestchannel_{requestqueuesize,responsequeuesize}',
      'kafka_network_requestmetrics_{errorspersec,requestspersec,totaltimems,localtimems,remotetimems}',
      'kafka_network_requestmetrics_{requestqueuetimems,responsequeuetimems,responsesendtimems}',
      'kafka_network_socketserver_networkprocessoravgidlepercent',
      'kafka_server_brokertopicmetrics_{bytesinpersec,bytesoutpersec,messagesinpersec}',
      'kafka_server_brokertopicmetrics_{fetchmessageconversionspersec,producemessageconversionspersec}',
      'kafka_server_fetchsessioncache_{incrementalfetchsessionevictionspersec,numincrementalfetchsessions}',
      'kafka_server_kafkarequesthandlerpool_requesthandleravgidlepercent_oneminuterate',
      'kafka_server_kafkaserver_{brokerstate,linux_disk_read_bytes,linux_disk_write_bytes}',
      'kafka_server_replicafetchermanager_{maxlag,minfetchrate}',
      'kafka_server_replicamanager_{isrexpandspersec,isrshrinkspersec,leadercount,partitioncount}',
      'kafka_server_replicamanager_{straypartitionscount,straypartitionsmisclassifiedcount}',
      'kafka_server_replicamanager_{straypartitionstotalsize,underreplicatedpartitions}',
      'kafka_server_socketservermetrics_{connection_close_rate,connection_count,connection_creation_rate,connections}',
      'process_cpu_seconds_total',
    ),
  },
  {
    name: 'Kafka topics (KRaft)',
    where: 'Confluent’s jmx-monitoring-stacks, `kafka-topics-kraft.json`',
    names: 'confluent',
    metrics: metrics(
      'kafka_controller_kafkacontroller_{globalpartitioncount,globaltopiccount}',
      'kafka_log_log_{logendoffset,logstartoffset,size,tiersize}',
      'kafka_server_brokertopicmetrics_{bytesinpersec,bytesoutpersec,messagesinpersec}',
      'kafka_server_brokertopicmetrics_{totalfetchrequestspersec,totalproducerequestspersec}',
      'kafka_server_kafkaserver_brokerstate',
    ),
  },
  {
    name: 'Kafka Lag Exporter',
    where: 'kafka-lag-exporter, and Confluent’s jmx-monitoring-stacks, `kafka-lag-exporter.json`',
    names: 'kafka-lag-exporter',
    metrics: metrics(
      'kafka_consumergroup_group_{lag,lag_seconds,max_lag,max_lag_seconds,offset}',
      'kafka_partition_latest_offset',
      'jvm_{gc_collection_seconds_count,gc_collection_seconds_sum,memory_used_bytes}',
    ),
  },
];
