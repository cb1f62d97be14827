/** Escapes what a spreadsheet would read as a formula. */
const cell = (text: string) => {
  const plain = text.replaceAll(/[\t\r\n]+/g, ' ')
  return /^[=+@-]/.test(plain) ? `'${plain}` : plain
}

/** Tab-separated lines for spreadsheets. */
export const tabSeparated = (lines: readonly (readonly string[])[]): string =>
  lines.map((line) => line.map(cell).join('\t')).join('\n')
