/** Does `subject` match `pattern`? `*` stands for one word, a last `>` for one word or more, as in NATS. */
export function subjectMatches(pattern: string, subject: string): boolean {
  if (!/[*>]/.test(pattern)) return pattern === subject;
  const wanted = pattern.split('.');
  const words = subject.split('.');
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i] === '>') return i === wanted.length - 1 && words.length > i;
    if (i >= words.length || (wanted[i] !== '*' && wanted[i] !== words[i])) return false;
  }
  return words.length === wanted.length;
}
