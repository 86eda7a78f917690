import { acceptedSettings } from './accepted-settings.ts';

export const socketSettings = acceptedSettings(
  'The operating system sizes the buffers of sockets, and the broker connects to no other.',
  ({ int, long }) => [
    int('replica.socket.receive.buffer.bytes', 65_536),
    int('replica.socket.timeout.ms', 30_000),
    long('socket.connection.setup.timeout.max.ms', 30_000),
    long('socket.connection.setup.timeout.ms', 10_000),
    int('socket.listen.backlog.size', 50),
    int('socket.receive.buffer.bytes', 102_400),
    int('socket.send.buffer.bytes', 102_400),
  ],
);
