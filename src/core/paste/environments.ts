import { isLabel, type LabelKind, labelPlaces } from './labels'
import type { Line } from './text/lines'

/** Names of environments in eight languages, one row each; longer names come before their parts. */
const rows: readonly (readonly [string, string])[] = [
  [
    'pre-production',
    'pre-?prod(?:uction|uktion)?|vorproduktion|préproduction|pre-?producción|pre-?produzione|pré-?produção|pre-?productie|przedprodukcyjn\\p{L}+|non-?prod(?:uction)?|nicht-?produktiv',
  ],
  [
    'production',
    'production|produktion|produktiv(?:-?system|-?umgebung|-?mandant(?:en)?|-?tenant|e[nrs]?)?|prod|prd|live(?:-?system|-?umgebung)?|echtbetrieb|producción|produzione|produção|productie(?:omgeving)?|produkcj[aię]|produkcyjn\\p{L}+',
  ],
  ['staging', 'staging|stage|stg'],
  [
    'acceptance',
    'uat|user acceptance(?: test(?:ing)?)?|acceptance|abnahme(?:system|umgebung)?|recette|aceptación|collaudo|homologação|homologación|acceptatie(?:omgeving)?|akceptacyjn\\p{L}+',
  ],
  [
    'test',
    'tests?|testing|test-?(?:system|umgebung|mandant(?:en)?|tenant|instanz|omgeving)|qa|quality assurance|pruebas|testes|testow\\p{L}+',
  ],
  [
    'development',
    'dev|develop(?:ment)?|entwicklung(?:ssystem|sumgebung)?|développement|desarrollo|sviluppo|desenvolvimento|ontwikkel(?:ing|omgeving)|rozwojow\\p{L}+|dewelopersk\\p{L}+',
  ],
  ['sandbox', 'sandbox|bac à sable'],
  ['demo', 'demo'],
  [
    'integration',
    'integration(?:ssystem|sumgebung)?|intégration|integración|integrazione|integração|integratie|integracyjn\\p{L}+',
  ],
]

const all = rows.map(([, words]) => `(${words})`).join('|')
/** A part of a host name, a path or an identifier does not name an environment. */
const edge = '[\\p{L}\\p{N}@/.:-]'
const pattern = new RegExp(`(?<!${edge})(?:${all})(?!${edge.replace('.:', '')}|[.:]\\S)`, 'giu')

/** Source of a pattern, without groups, for the name of an environment. */
const environmentSource = `(?:${rows.map(([, words]) => words).join('|')})`

/** The environments that a short text names, each once. */
function environmentsIn(text: string): string[] {
  const found = new Set<string>()
  const start = text.slice(0, 300)
  pattern.lastIndex = 0
  for (let match = pattern.exec(start); match; match = pattern.exec(start)) {
    const group = match.slice(1).findIndex((part) => part !== undefined)
    found.add(rows[group]?.[0] ?? '')
  }
  return [...found]
}

/** The one environment named in a short text such as a cell or a heading; none if there are several. */
export function environmentOf(text: string): string | undefined {
  if (text.length > 100) return undefined
  const found = environmentsIn(text)
  return found.length === 1 ? found[0] : undefined
}

/** Kinds of label whose value belongs to one set-up only. */
const own: ReadonlySet<LabelKind> = new Set([
  'client',
  'secret',
  'secret-id',
  'value',
  'tenant',
  'issuer',
  'host',
  'metadata',
])

/** Longer lines are not searched for environments, because no person wrote them. */
const longest = 1_000

const lead = String.raw`[\s_–—-]{0,4}[([]?\s?`
const small = String.raw`(?:(?:for|für|pour|para|per|voor|dla|in|en|on|de|di|the|das|die|den|der|la|le|el|il|lo|het|our|unsere?|env(?:ironment)?)\s){0,3}`
const noun = String.raw`(?:[ -]?(?:environment|umgebung|system|tenant|mandant|entorno|ambiente|environnement|omgeving|środowisk\p{L}+))?`
const behind = new RegExp(
  String.raw`^${lead}${small}(${environmentSource})${noun}\s?[)\]]?(?=[\s]{0,5}(?:[:=|(→]|->|[–—-]\s|\t|$| (?:is|ist|lautet|est|es|è|é|jest)\s))`,
  'iu',
)
const ahead = new RegExp(
  String.raw`(?<![\p{L}\p{N}@/.-])[([]?(${environmentSource})${noun}[)\]]?\s?[:_–—-]?[\s_]{0,4}$`,
  'iu',
)

/** A line, split where it names several environments next to labels. */
function byLabels(line: Line): Line[] {
  const { text } = line
  if (line.block !== undefined || text.length > longest || environmentsIn(text).length === 0) {
    // Names of settings (`STAGING_CLIENT_ID`) have no word boundaries.
    if (!/_/.test(text)) return [line]
  }
  const parts: Line[] = []
  let [from, rest] = [0, text]
  for (const { start, end, kind } of labelPlaces(text).toReversed()) {
    if (!own.has(kind) || end > rest.length) continue
    const after = behind.exec(rest.slice(end))
    const before = ahead.exec(rest.slice(from, start))
    const word = after?.[1] ?? before?.[1]
    const block = word === undefined ? undefined : environmentOf(word)
    if (block === undefined) continue
    const cut = after ? start : start - (before?.[0].length ?? 0)
    const value = rest.slice(end + (after?.[0].length ?? 0))
    parts.unshift({
      ...line,
      text: rest.slice(start, end) + value,
      block,
      blockName: word ?? block,
    })
    rest = rest.slice(0, cut)
    from = 0
  }
  if (parts.length === 0) return [line]
  return rest.trim().length > 0 ? [{ ...line, text: rest }, ...parts] : parts
}

interface Heading {
  readonly block: string
  /** As written in the e-mail. */
  readonly name: string
  /** The rest of its line. */
  readonly rest: string
}

const frame = /^[\s#=*_•·>~|.–—-]*(?:\d{1,2}[.)]\s*)?|[\s#=*_~|–—-]*$/g

/** A heading that names the environment of the lines below it. */
function headingOf(text: string): Heading | undefined {
  if (text.length > longest) return undefined
  const bare = text.replace(frame, '').replace(/^[([]([^()[\]]*)[)\]](?=:?$)/, '$1')
  const colon = /^([^:=]{1,80}?)\s?[:=]\s*(\S.*)?$/.exec(bare)
  const name = (colon?.[1] ?? bare).trim()
  const block = environmentOf(name) ?? environmentOf(name.replace(/[([].*?[)\]]/g, ''))
  if (block === undefined || isLabel(name)) return undefined
  if (labelPlaces(name).some(({ kind }) => own.has(kind)) && colon?.[2] !== undefined)
    return undefined
  const words = name.split(/\s+/).length
  if (words > (colon && colon[2] === undefined ? 14 : 5)) return undefined
  if (!colon && /[.!?]$/.test(name)) return undefined
  return { block, name: name.replace(/\*/g, '').slice(0, 60), rest: colon?.[2] ?? '' }
}

/** Whether a line has a value that belongs to one set-up only. */
function isOwn({ text }: Line): boolean {
  return (
    /https?:/i.test(text.slice(0, longest)) || labelPlaces(text).some(({ kind }) => own.has(kind))
  )
}

/** Replaces a heading, so that its text is not read as the value of a label above. */
const gap = '---'

/** For each line: whether it begins a paragraph, and whether its paragraph belongs to one set-up. */
function paragraphsOf(lines: readonly Line[]): { begins: boolean; isOwn: boolean }[] {
  const out: { begins: boolean; isOwn: boolean }[] = []
  let current = { isOwn: false }
  let wasBlank = true
  for (const line of lines) {
    const isBlank = line.text.trim() === ''
    const begins = wasBlank && !isBlank
    if (begins) current = { isOwn: false }
    if (!isBlank && isOwn(line)) current.isOwn = true
    const paragraph = current
    out.push({
      begins,
      get isOwn() {
        return paragraph.isOwn
      },
    })
    wasBlank = isBlank
  }
  return out
}

/**
 * Assigns each line to an environment: by a word next to its label, by its column of a table, or by a
 * heading. A paragraph after those of an environment belongs to all environments if it has no value
 * that belongs to one set-up only.
 *
 * @returns the lines, and the environments' names as the mail words them
 */
export function assignEnvironments(lines: readonly Line[]): {
  readonly lines: Line[]
  readonly names: Map<string, string>
} {
  const parts = lines.flatMap(byLabels)
  const paragraphs = paragraphsOf(parts)
  const names = new Map<string, string>()
  let block: string | undefined
  let [hasOwn, isCommon] = [false, false]
  const out = parts.map((line, index): Line => {
    if (line.block !== undefined) {
      if (!names.has(line.block)) names.set(line.block, line.blockName ?? line.block)
      return line
    }
    const heading = headingOf(line.text)
    if (heading) {
      block = heading.block
      ;[hasOwn, isCommon] = [heading.rest !== '', false]
      if (!names.has(block)) names.set(block, heading.name)
      return { ...line, text: heading.rest === '' ? gap : heading.rest, block }
    }
    const paragraph = paragraphs[index]
    if (paragraph?.begins) isCommon = hasOwn && !paragraph.isOwn
    if (block === undefined || isCommon) return line
    hasOwn ||= isOwn(line)
    return { ...line, block }
  })
  return { lines: out, names }
}
