import { t } from '../language/translate'
import { plainLine } from '../model/plain-line'
import type { Sheet, SheetContent, SheetField, SheetSection } from './sheet'

const arrow = ' > '

/** Line breaks in a value (a label may have some) would end the surrounding Markdown. */
function oneLine(text: string): string {
  return plainLine(text.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' '))
}

/** Characters with a meaning anywhere in Markdown, and those with one at the start of a line. */
function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replaceAll(/[\\`*_[\]<>|&~]/g, String.raw`\$&`)
    .replace(/^(\s*)([#+=-])/, String.raw`$1\$2`)
    .replace(/^(\s*\d{1,9})([.)])/, String.raw`$1\$2`)
}

/** A code span, delimited by a number of backticks that does not occur in the text. */
function code(text: string): string {
  const line = oneLine(text)
  const runs = [...line.matchAll(/`+/g)].map(([run]) => run.length)
  let length = 1
  while (runs.includes(length)) length += 1
  const fence = '`'.repeat(length)
  // Markdown removes one space at both ends; it separates backticks of the text from the delimiter.
  const space = line.includes('`') || (line.startsWith(' ') && line.endsWith(' ')) ? ' ' : ''
  return fence + space + line + space + fence
}

/** In a table, a bar ends even a code span. */
const cellCode = (text: string) => code(text).replaceAll('|', String.raw`\|`)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

function markdownField(field: SheetField, indent: string): string[] {
  const { content } = field
  const label = `**${escapeMarkdown(field.label)}**`
  const notes = field.notes.map((note) => `${indent}  - ${escapeMarkdown(note)}`)
  if (content.kind === 'choice') {
    return [`${indent}- ${label}: ${escapeMarkdown(content.text)}`, ...notes]
  }
  if (content.kind === 'missing') {
    return [`${indent}- ${label}: *${escapeMarkdown(content.sentence)}*`, ...notes]
  }
  const [first = '', ...others] = content.values
  if (others.length === 0) return [`${indent}- ${label}: ${code(first)}`, ...notes]
  const values = content.values.map((value) => `${indent}  - ${code(value)}`)
  return [`${indent}- ${label}:`, ...values, ...notes]
}

function markdownSection(section: SheetSection): string[] {
  switch (section.kind) {
    case 'facts':
    case 'received':
      return section.fields.flatMap((field) => markdownField(field, ''))
    case 'begin':
      // An escaped arrow is only recognized between words.
      return [section.path.map((part) => `**${escapeMarkdown(part)}**`).join(' → ')]
    case 'steps':
      return section.steps.flatMap(({ text, fields }, index) => {
        const number = `${index + 1}. `
        const indent = ' '.repeat(number.length)
        return [
          number + escapeMarkdown(text),
          ...fields.flatMap((field) => markdownField(field, indent)),
        ]
      })
    case 'claims':
      return table(
        section.heads,
        section.rows.map((row) => [
          escapeMarkdown(row.what),
          cellCode(row.name),
          escapeMarkdown(row.how),
        ]),
      )
    case 'answers':
      return table(
        section.heads,
        section.rows.map(({ label, where, goesTo, note }) => [
          `**${escapeMarkdown(label)}**`,
          escapeMarkdown(note === undefined ? where : `${where}. ${note}`),
          escapeMarkdown(goesTo),
        ]),
      )
    case 'pitfalls':
      return section.items.map((item) => `- ${escapeMarkdown(item)}`)
  }
}

/** The sheet as Markdown (CommonMark with tables), ending with a line break. */
export function sheetAsMarkdown(sheet: Sheet): string {
  const sections = sheet.sections.flatMap((section) => [
    `## ${escapeMarkdown(section.heading)}`,
    '',
    ...markdownSection(section),
    '',
  ])
  return [
    `# ${escapeMarkdown(sheet.title)}`,
    '',
    escapeMarkdown(sheet.intro),
    '',
    ...sections,
    escapeMarkdown(sheet.origin),
    '',
  ].join('\n')
}

function plainContent(content: SheetContent, indent: string): string {
  if (content.kind === 'choice') return oneLine(content.text)
  if (content.kind === 'missing') return oneLine(content.sentence)
  if (content.values.length === 1) return oneLine(content.values[0] ?? '')
  return content.values.map((value) => `\n${indent}  ${oneLine(value)}`).join('')
}

function plainField(field: SheetField, indent: string): string[] {
  const notes = field.notes.map((note) => `${indent}  (${oneLine(note)})`)
  const content = plainContent(field.content, indent)
  const gap = content.startsWith('\n') ? '' : ' '
  return [`${indent}${oneLine(field.label)}:${gap}${content}`, ...notes]
}

function plainSection(section: SheetSection): string[] {
  switch (section.kind) {
    case 'facts':
    case 'received':
      return section.fields.flatMap((field) => plainField(field, ''))
    case 'begin':
      return [section.path.map(oneLine).join(arrow)]
    case 'steps':
      return section.steps.flatMap(({ text, fields }, index) => {
        const number = `${index + 1}. `
        const indent = ' '.repeat(number.length)
        return [number + oneLine(text), ...fields.flatMap((field) => plainField(field, indent))]
      })
    case 'claims':
      return section.rows.map(
        ({ what, name, how }) => `- ${what}: ${oneLine(name)}. ${oneLine(how)}`,
      )
    case 'answers':
      return section.rows.flatMap(({ label, where, goesTo, note }) => [
        `- ${t('{label} ({where}), for the field “{field}”', {
          label: oneLine(label),
          where: oneLine(where),
          field: oneLine(goesTo),
        })}`,
        ...(note === undefined ? [] : [`  ${oneLine(note)}`]),
      ])
    case 'pitfalls':
      return section.items.map((item) => `- ${oneLine(item)}`)
  }
}

/** The sheet as plain text for an e-mail, ending with a line break. */
export function sheetAsText(sheet: Sheet): string {
  const sections = sheet.sections.flatMap((section) => [
    section.heading.toUpperCase(),
    ...plainSection(section),
    '',
  ])
  const title = oneLine(sheet.title)
  const line = '='.repeat(Math.min(title.length, 72))
  return [title, line, oneLine(sheet.intro), '', ...sections, oneLine(sheet.origin), ''].join('\n')
}

/** A file name for a sheet, made of characters that every file system allows. */
export function sheetFileName(sheet: Sheet, ending: 'md' | 'txt'): string {
  const stem = sheet.title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
  return `${stem || 'hand-over-sheet'}.${ending}`
}
