/** Does `subject` match `pattern`? `*` stands for one word, a last `>` for one word or more, as in NATS. */
export function subjectMatches(pattern: string, subject: string): boolean {
  return subjectMatcher(pattern)(subject);
}

/** The same question, for who asks it of one pattern again and again. */
export function subjectMatcher(pattern: string): (subject: string) => boolean {
  if (!/[*>]/.test(pattern)) return (subject) => subject === pattern;
  const wanted = pattern.split('.');
  return (subject) => wordsMatch(wanted, subject.split('.'));
}

function wordsMatch(wanted: readonly string[], words: readonly string[]): boolean {
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i] === '>') return i === wanted.length - 1 && words.length > i;
    if (i >= words.length || (wanted[i] !== '*' && wanted[i] !== words[i])) return false;
  }
  return words.length === wanted.length;
}
