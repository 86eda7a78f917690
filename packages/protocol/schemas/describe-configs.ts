import { api, array, bool, int8, int16, int32, string } from '../generator/notation.ts';

export default api('DescribeConfigs', {
  key: 32,
  versions: '1-4',
  flexible: '4+',
  listeners: ['broker', 'controller'],
  request: [
    array('Resources', '0+', 'DescribeConfigsResource', [
      int8('ResourceType', '0+'),
      string('ResourceName', '0+'),
      array('ConfigurationKeys', '0+', 'string', { nullable: '0+' }),
    ]),
    bool('IncludeSynonyms', '1+', { default: false }),
    bool('IncludeDocumentation', '3+', { default: false }),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Results', '0+', 'DescribeConfigsResult', [
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+' }),
      int8('ResourceType', '0+'),
      string('ResourceName', '0+'),
      array('Configs', '0+', 'DescribeConfigsResourceResult', [
        string('Name', '0+'),
        string('Value', '0+', { nullable: '0+' }),
        bool('ReadOnly', '0+'),
        int8('ConfigSource', '1+', { default: -1, ignorable: true }),
        bool('IsSensitive', '0+'),
        array('Synonyms', '1+', 'DescribeConfigsSynonym', { ignorable: true }, [
          string('Name', '1+'),
          string('Value', '1+', { nullable: '0+' }),
          int8('Source', '1+'),
        ]),
        int8('ConfigType', '3+', { default: 0, ignorable: true }),
        string('Documentation', '3+', { nullable: '0+', ignorable: true }),
      ]),
    ]),
  ],
});
