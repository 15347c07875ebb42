/** Does `subject` match `pattern`? `*` stands for one word, a last `>` for one word or more, as in NATS. */
export function subjectMatches(pattern: string, subject: string): boolean {
  return subjectMatcher(pattern)(subject);
}

/** The same question, for who asks it of one pattern again and again. */
export function subjectMatcher(pattern: string): (subject: string) => boolean {
  if (!/[*>]/.test(pattern)) return (subject) => subject === pattern;
  const words = pattern.split('.').map(wordPattern);
  const whole = new RegExp(`^${words.join('\\.')}$`);
  return (subject) => whole.test(subject);
}

/** What a word of a pattern stands for; `>` anywhere but at the end matches nothing. */
function wordPattern(word: string, index: number, { length }: readonly unknown[]): string {
  if (word === '*') return '[^.]*';
  if (word === '>') return index === length - 1 ? '[^]*' : '[]';
  return word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
