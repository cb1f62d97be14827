/** A cell as a spreadsheet takes it from the clipboard: what could be a formula there is made text. */
const cell = (text: string) => {
  const plain = text.replaceAll(/[\t\r\n]+/g, ' ')
  return /^[=+@-]/.test(plain) ? `'${plain}` : plain
}

/** Lines of cells as a table with tabs, which spreadsheets take. */
export const tabSeparated = (lines: readonly (readonly string[])[]): string =>
  lines.map((line) => line.map(cell).join('\t')).join('\n')
