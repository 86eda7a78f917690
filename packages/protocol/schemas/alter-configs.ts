import { api, array, bool, int8, int16, int32, string } from '../generator/notation.ts';

export default api('AlterConfigs', {
  key: 33,
  versions: '0-2',
  flexible: '2+',
  listeners: ['broker', 'controller'],
  request: [
    array('Resources', '0+', 'AlterConfigsResource', [
      int8('ResourceType', '0+', { key: true }),
      string('ResourceName', '0+', { key: true }),
      array('Configs', '0+', 'AlterableConfig', [
        string('Name', '0+', { key: true }),
        string('Value', '0+', { nullable: '0+' }),
      ]),
    ]),
    bool('ValidateOnly', '0+'),
  ],
  response: [
    int32('ThrottleTimeMs', '0+'),
    array('Responses', '0+', 'AlterConfigsResourceResponse', [
      int16('ErrorCode', '0+'),
      string('ErrorMessage', '0+', { nullable: '0+' }),
      int8('ResourceType', '0+'),
      string('ResourceName', '0+'),
    ]),
  ],
});
