import { api, array, int16, int32, string } from '../generator/notation.ts';

export default api('AlterReplicaLogDirs', {
  key: 34,
  versions: '1-2',
  flexible: '2+',
  listeners: ['broker'],
  request: [
    array('Dirs', '0+', 'AlterReplicaLogDir', [
      string('Path', '0+', { key: true }),
      array('Topics', '0+', 'AlterReplicaLogDirTopic', [
        string('Name', '0+', { key: true }),
        array('Partitions', '0+', 'int32'),
      ]),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Results', '0+', 'AlterReplicaLogDirTopicResult', [
      string('TopicName', '0+'),
      array('Partitions', '0+', 'AlterReplicaLogDirPartitionResult', [
        int32('PartitionIndex', '0+'),
        int16('ErrorCode', '0+'),
      ]),
    ]),
  ],
});
