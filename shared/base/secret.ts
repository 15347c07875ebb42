/**
 * A value that may not be printed. Logs, error texts and JSON show `***`; whoever needs the value says so by
 * `reveal()`, which is easy to search for. A closure holds it, so no property can be listed by accident.
 */
export interface Secret<Value> {
  reveal(): Value;
  toString(): string;
  toJSON(): string;
}

/** Wraps `value`. */
export function secret<Value>(value: Value): Secret<Value> {
  const hidden = (): string => '***';
  const wrapped: Secret<Value> & { [inspect: symbol]: () => string } = {
    reveal: () => value,
    toString: hidden,
    toJSON: hidden,
    [Symbol.for('nodejs.util.inspect.custom')]: hidden,
  };
  return wrapped;
}
