/**
 * Which keys does a machine get? Every line of what the user gave (files hold several), without the lines starting
 * `Comment:` that some programs write into them, without blank lines and repetitions.
 */
export function publicKeyLines(given: readonly string[]): readonly string[] {
  const lines = given
    .flatMap((text) => text.split(/\r\n|\r|\n/))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Comment:'));
  return [...new Set(lines)];
}
