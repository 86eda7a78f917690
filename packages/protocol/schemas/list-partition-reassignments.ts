import { api, array, int16, int32, string } from '../generator/notation.ts';

export default api('ListPartitionReassignments', {
  key: 46,
  versions: '0',
  flexible: '0+',
  listeners: ['broker', 'controller'],
  request: [
    int32('TimeoutMs', '0+', { default: 60_000 }),
    array('Topics', '0+', 'ListPartitionReassignmentsTopics', { nullable: '0+', default: null }, [
      string('Name', '0+'),
      array('PartitionIndexes', '0+', 'int32'),
    ]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+' }),
    array('Topics', '0+', 'OngoingTopicReassignment', [
      string('Name', '0+'),
      array('Partitions', '0+', 'OngoingPartitionReassignment', [
        int32('PartitionIndex', '0+'),
        array('Replicas', '0+', 'int32'),
        array('AddingReplicas', '0+', 'int32'),
        array('RemovingReplicas', '0+', 'int32'),
      ]),
    ]),
  ],
});
