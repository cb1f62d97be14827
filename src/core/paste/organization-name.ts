import { blankLength } from './placeholders'
import { isClosing } from './domains/messages'
import { hasLabel } from './labels'

/** Longer names than these stand in no signature. */
const longestName = 80
const readLength = 200_000

/**
 * A line that may name the company, in the languages of the pasted details: what stands between the word and the name
 * says whether it does. No sign can be read as two parts of it, so that a line of them is read once.
 */
const namedLine =
  /^[ \t>*|-]*(?:\d{1,2}[.)][ \t]*\**)?(?:organi[sz]ation(?: name)?|company(?: name)?|customer(?: name)?|tenant name|unternehmen|firma klienta|firma|firmenname|kunde|société|entreprise|client name|empresa|organización|azienda|bedrijf|organisatie)\**([ \t]*)([:：=|]?)\**[ \t]*(\S.*)?$/gimu

const bare = (text: string) =>
  text
    .replace(/^[\s*|_"„“]+/, '')
    .replace(/[\s*|_"”“]+$/, '')
    .trim()

/** The name of the company, where a line of a text says it; a blank to fill in is none. */
export function organizationNameIn(text: string): string | undefined {
  const read = text.slice(0, readLength)
  for (const match of read.matchAll(namedLine)) {
    const [line, space = '', sign = '', written = ''] = match
    if (written === '' || (sign === '' && !space.includes('\t'))) continue
    const own = bare(written.slice(blankLength(written)))
    if (own !== '' && own.length <= longestName) return own
    if (own !== '') continue
    const below = bare(
      read
        .slice(match.index + line.length + 1)
        .slice(0, 200)
        .split('\n', 1)[0] ?? '',
    )
    if (below !== '' && below.length <= longestName && !hasLabel(below) && !isClosing(below))
      return below
  }
  return undefined
}

/** Second labels that belong to the ending: `customer.co.uk`. */
const partOfEnding = /^(?:co|com|org|net|ac|gov|edu|or|ne|go|gob|nom)$/

/** `copper-kettle.example` as a name: “Copper Kettle”; empty where it is not written to be read. */
export function nameOfDomain(domain: string): string {
  const labels = domain.split('.')
  const isLongEnding = labels.length > 2 && partOfEnding.test(labels.at(-2) ?? '')
  const own = labels.length > 2 ? labels.at(isLongEnding ? -3 : -2) : labels[0]
  if (own === undefined || own.startsWith('xn--')) return ''
  return own
    .split(/[-_]/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
