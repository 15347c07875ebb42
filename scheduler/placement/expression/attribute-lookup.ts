/**
 * What does a host say about itself? An expression asks by upper-case name; a host that lacks the attribute has 0 as its
 * number and nothing as its text (reference part 11.3).
 */
export type AttributeLookup = (name: string) => number | string | undefined;

/** The attribute as a number; a text that is none, or no attribute, is 0. */
export function numberOf(attributes: AttributeLookup, name: string): number {
  const number = Number(attributes(name) ?? 0);
  return Number.isFinite(number) ? number : 0;
}

/** The attribute as a text. */
export function textOf(attributes: AttributeLookup, name: string): string {
  return String(attributes(name) ?? '');
}
