/** Rows as aligned text. Pure; what others wrote is shown without control characters, so it cannot move the cursor. */

/** The header and one line a row; columns as wide as their widest cell. Numbers are aligned to the right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => printable(String(cell))));
  const widths = header.map((_title, column) =>
    Math.max(...cells.map((row) => widthOf(row[column] ?? ''))),
  );
  const isNumber = header.map(
    (_title, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const padding = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return isNumber[column] ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** `name: value` lines, the values in one column. Values that are empty are left out. */
export function facts(rows: readonly (readonly [string, string | number | null])[]): string {
  const shown = rows.filter(([, value]) => value !== null && value !== '');
  const width = Math.max(0, ...shown.map(([name]) => name.length + 1));
  return shown
    .map(([name, value]) => `${`${name}:`.padEnd(width)}  ${printable(String(value))}\n`)
    .join('');
}

/** The text on one line, without characters that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�');
}

/** The text with its lines and tabs, without other characters that a terminal would obey. */
export function printableLines(text: string): string {
  return text.replace(/\r+\n/g, '\n').replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}

function widthOf(text: string): number {
  return [...text].length;
}
