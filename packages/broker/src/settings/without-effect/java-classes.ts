import { acceptedSettings } from './accepted-settings.ts';

export const javaClassSettings = acceptedSettings(
  'It names a class for the Java virtual machine, which cannot be loaded here.',
  ({ className, list, string }) => [
    className('alter.config.policy.class.name', null),
    string('authorizer.class.name', ''),
    className('client.quota.callback.class', null),
    list('config.providers', [], 'cluster-wide'),
    className('create.topic.policy.class.name', null),
    className(
      'principal.builder.class',
      'org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder',
      'per-broker',
    ),
    string('replica.selector.class', null),
    string('security.providers', null),
  ],
);
