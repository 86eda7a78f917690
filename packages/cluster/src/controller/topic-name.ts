/** Which names a topic may have (B20–B22). They become directory names, so nothing else may reach a path. */

const NAME_MAX_LENGTH = 249;

/** What is wrong with a topic name, nothing if it is legal. */
export function topicNameProblem(name: string): string | undefined {
  if (name === '') return 'A topic name has at least one character';
  if (name === '.' || name === '..') return `'${name}' is not allowed as a topic name`;
  if (name.length > NAME_MAX_LENGTH) return `A topic name has at most ${NAME_MAX_LENGTH} characters`;
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    return `The topic name '${name}' has characters other than ASCII letters, digits, '.', '_' and '-'`;
  }
  return undefined;
}

/** Topics whose names are the same here collide: metric names cannot tell `.` from `_`. */
export function collisionKey(name: string): string {
  return name.replaceAll('.', '_');
}
