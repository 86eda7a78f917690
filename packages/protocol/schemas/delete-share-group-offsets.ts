import { api, array, int16, int32, string, uuid } from '../generator/notation.ts';

export default api('DeleteShareGroupOffsets', {
  key: 92,
  versions: '0',
  flexible: '0+',
  listeners: ['broker'],
  request: [
    string('GroupId', '0+'),
    array('Topics', '0+', 'DeleteShareGroupOffsetsRequestTopic', [string('TopicName', '0+')]),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    int16('ErrorCode', '0+'),
    string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    array('Responses', '0+', 'DeleteShareGroupOffsetsResponseTopic', [
      string('TopicName', '0+'),
      uuid('TopicId', '0+'),
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+', default: null }),
    ]),
  ],
});
