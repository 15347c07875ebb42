import { InvalidArgumentError } from 'commander';

/** A time with its zone, as RFC 3339 writes it (seconds may be left out) -> milliseconds since 1970. For commander. */
export function timeOption(text: string): number {
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
  const ms = form.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw new InvalidArgumentError('expected a time with its zone, such as 2026-11-21T12:00Z');
  return ms;
}
