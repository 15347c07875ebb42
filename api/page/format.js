/** How are times, sizes and shares written for people? Pure: the present comes in as an argument. */

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A span in the largest unit that says enough: `8 s`, `5 min`, `3 h`, `12 d`. @param {number} ms at least 0 */
export function spanText(ms) {
  const span = Math.max(0, ms);
  if (span < minuteMs) return `${Math.floor(span / secondMs)} s`;
  if (span < hourMs) return `${Math.floor(span / minuteMs)} min`;
  if (span < 2 * dayMs) return `${Math.floor(span / hourMs)} h`;
  return `${Math.floor(span / dayMs)} d`;
}

/** @param {number} ms since then; a little below 0 when two clocks differ */
export function agoText(ms) {
  return ms < 2 * secondMs ? 'just now' : `${spanText(ms)} ago`;
}

/** What is left of a window, to the minute: `41 h 12 min left`. @param {number} ms */
export function leftText(ms) {
  if (ms <= 0) return 'time is over';
  if (ms < minuteMs) return 'less than 1 min left';
  const days = Math.floor(ms / dayMs);
  const hours = Math.floor((ms % dayMs) / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  if (days >= 3) return `${days} d ${hours} h left`;
  return ms < hourMs ? `${minutes} min left` : `${24 * days + hours} h ${minutes} min left`;
}

/** One decimal where it matters: 1.5, 12, 0.05. */
function figure(value) {
  if (value === 0 || value >= 10) return String(Math.round(value));
  return String(Number(value.toFixed(value < 1 ? 2 : 1)));
}

/** @param {number} mib in MiB */
export function sizeText(mib) {
  if (mib < 1024) return `${figure(mib)} MiB`;
  if (mib < 1024 * 1024) return `${figure(mib / 1024)} GiB`;
  return `${figure(mib / 1024 / 1024)} TiB`;
}

/** @param {number} bytes */
export function bytesText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${figure(bytes / 1024)} KiB` : sizeText(bytes / 1_048_576);
}

/** @param {number} cores in steps of 0.01 */
export function coresText(cores) {
  return `${Number(cores.toFixed(2))} ${cores === 1 ? 'core' : 'cores'}`;
}

/** `1 machine`, `2 machines`. @param {number} count @param {string} one @param {string} [many] */
export function countText(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * The exact time in the zone and language of the reader, unless others are given.
 * @param {string} iso RFC 3339
 * @param {string} [locale]
 * @param {string} [timeZone]
 */
export function exactText(iso, locale, timeZone) {
  const form = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone,
  });
  return form.format(new Date(iso));
}

/** Part of a whole in per cent, for the width of a bar: 0 to 100. */
export function shareOf(part, whole) {
  return whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : 0;
}

/** What a guest printed, without the sequences that a terminal would obey. @param {string} text */
export function consoleText(text) {
  return text
    .replace(/\r+\n/g, '\n')
    .replace(/\u001b(\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(\u0007|\u001b\\)?|[ -/]*[0-~])/g, '')
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}
