import { array, coordinatorRecord, int16, int32, string, struct } from '../../generator/notation.ts';

const topicConfig = struct('TopicConfig', [string('key', '0+'), string('value', '0+')]);

const topicInfo = struct('TopicInfo', [
  string('Name', '0+'),
  int32('Partitions', '0+'),
  int16('ReplicationFactor', '0+'),
  array('TopicConfigs', '0+', topicConfig),
]);

export default coordinatorRecord('StreamsGroupTopology', {
  type: 23,
  key: [string('GroupId', '0')],
  versions: '0',
  flexible: '0+',
  value: [
    int32('Epoch', '0+'),
    array('Subtopologies', '0+', 'Subtopology', [
      string('SubtopologyId', '0+'),
      array('SourceTopics', '0+', 'string'),
      array('SourceTopicRegex', '0+', 'string'),
      array('StateChangelogTopics', '0+', topicInfo),
      array('RepartitionSinkTopics', '0+', 'string'),
      array('RepartitionSourceTopics', '0+', topicInfo),
      array('CopartitionGroups', '0+', 'CopartitionGroup', [
        array('SourceTopics', '0+', 'int16'),
        array('SourceTopicRegex', '0+', 'int16'),
        array('RepartitionSourceTopics', '0+', 'int16'),
      ]),
    ]),
  ],
});
