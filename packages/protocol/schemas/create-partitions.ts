import { api, array, bool, int16, int32, string } from '../generator/notation.ts';

export default api('CreatePartitions', {
  key: 37,
  versions: '0-3',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [
    array('Topics', '0+', 'CreatePartitionsTopic', [
      string('Name', '0+', { key: true }),
      int32('Count', '0+'),
      array('Assignments', '0+', 'CreatePartitionsAssignment', { nullable: '0+' }, [array('BrokerIds', '0+', 'int32')]),
    ]),
    int32('TimeoutMs', '0+'),
    bool('ValidateOnly', '0+'),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Results', '0+', 'CreatePartitionsTopicResult', [
      string('Name', '0+'),
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    ]),
  ],
});
