import { api, array, int16, int32, string, uuid } from '../generator/notation.ts';

export default api('DeleteTopics', {
  key: 20,
  versions: '1-6',
  flexible: '4+',
  listeners: ['broker', 'controller'],
  request: [
    array('Topics', '6+', 'DeleteTopicState', [
      string('Name', '6+', { nullable: '6+', default: null }),
      uuid('TopicId', '6+'),
    ]),
    array('TopicNames', '0-5', 'string', { ignorable: true }),
    int32('TimeoutMs', '0+'),
  ],
  response: [
    int32('ThrottleTimeMs', '1+', { ignorable: true }),
    array('Responses', '0+', 'DeletableTopicResult', [
      string('Name', '0+', { nullable: '6+', key: true }),
      uuid('TopicId', '6+', { ignorable: true }),
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '5+', { nullable: '5+', default: null, ignorable: true }),
    ]),
  ],
});
