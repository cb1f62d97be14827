import { line } from './plain-text'

/** A zero-width space. Code hosts look for mentions and references after they have decoded entities. */
const gap = '&#8203;'

/** Text of others in Markdown, in which nothing is markup, a mention, a reference, an emoji or a link. */
export const plain = (text: string): string =>
  line`${text}`
    .replace(/[\\`*_{}[\]()<>#+\-.!|~@&:$^%]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/(&#(?:33|35|36|37|38|58|64|94|126);|\bGH&#45;)(?=\w|&#4[35];)/gi, `$1${gap}`)

/** Text as a block of code that it cannot end. @param language such as `json` */
export function fenced(language: string, text: string): string[] {
  const runs = text.match(/`+/g) ?? []
  const longest = runs.reduce((most, { length }) => Math.max(most, length), 0)
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return [`${fence}${language}`, text, fence]
}
