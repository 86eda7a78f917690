import { header, int16, int32, string } from '../generator/notation.ts';

export const requestHeader = header('RequestHeader', {
  versions: '1-2',
  flexible: '2+',
  fields: [
    int16('RequestApiKey', '0+'),
    int16('RequestApiVersion', '0+'),
    int32('CorrelationId', '0+'),
    string('ClientId', '1+', { nullable: '1+', flexible: 'none' }),
  ],
});

export const responseHeader = header('ResponseHeader', {
  versions: '0-1',
  flexible: '1+',
  fields: [int32('CorrelationId', '0+')],
});
