import { SaxesParser } from 'saxes'
import { t } from '../language/translate'
import { htmlEntities } from './html-entities'
import { doctypeProblem } from './metadata-screen'
import type { MetadataProblem } from './metadata-types'
import { localName, MetadataWalk, type ParsedDocument } from './metadata-walk'

const maximumDepth = 100
const maximumElements = 20_000
/** Per element, including namespaces; a federation's root has a few dozen. */
const maximumAttributes = 256

export type ParsedReading =
  | { readonly ok: true; readonly document: ParsedDocument }
  | { readonly ok: false; readonly problem: MetadataProblem }

/** Aborts the parser, which has no other way; never leaves this file. */
class Refusal extends Error {
  readonly problem: MetadataProblem

  constructor(problem: MetadataProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** Aborts at the root's end, since Ory's reader ignores the rest. */
class RootEnd extends Error {}

/** Applies the limits to a document. */
class Limits {
  #elements = 0
  #attributes = 0

  attribute(): void {
    this.#attributes += 1
    if (this.#attributes <= maximumAttributes) return
    throw new Refusal({
      message: t(
        'An element of the XML has more than 256 attributes, which no metadata has, so it was not ' +
          'read. Ask the identity provider for its metadata again',
      ),
    })
  }

  element(name: string, depth: number): void {
    this.#attributes = 0
    this.#elements += 1
    if (this.#elements > maximumElements) {
      throw new Refusal({
        message: t(
          'The XML has more than 20,000 elements, so it was not read. Ask for the metadata of this ' +
            'one application',
        ),
        element: localName(name),
      })
    }
    if (depth >= maximumDepth) {
      throw new Refusal({
        message: t(
          'The XML is nested deeper than 100 levels, which no metadata is, so it was not read. Ask ' +
            'the identity provider for its metadata again',
        ),
        element: localName(name),
      })
    }
  }
}

/** Parser error with position, such as `12:5: unclosed tag: a`. */
function notWellFormed(error: Error): Refusal {
  const [, line, fault] = /^(\d+):\d+: (.*)/s.exec(error.message) ?? []
  return new Refusal({
    message:
      line === undefined || fault === undefined
        ? t(
            'This is not well-formed XML. Paste the whole metadata unchanged, or ask the identity ' +
              'provider for it again',
          )
        : t(
            'This is not well-formed XML (line {line}: {fault}). Paste the whole metadata unchanged, ' +
              'or ask the identity provider for it again',
            { line, fault: fault.replace(/\.$/, '') },
          ),
  })
}

const tag = /<([A-Za-z_][\w.:-]*)(?:\s[^<>]*)?\/?>/

/** Another element or DOCTYPE after the root, where only text is allowed. */
function afterRoot(rest: string): MetadataProblem | undefined {
  const [before = '', ...comments] = rest.split('<!--')
  const text = [before, ...comments.map((part) => part.split('-->').slice(1).join(' '))].join(' ')
  if (/<!doctype/i.test(text)) return doctypeProblem
  const second = tag.exec(text)?.[1]
  if (second === undefined) return undefined
  return {
    message: t(
      'The text holds a second document after the first one. Paste one of them, or ask the identity ' +
        'provider for its metadata again',
    ),
    element: localName(second),
  }
}

/** Blanks `errorURL` at equal length: some products leave `&` unescaped there, and Ory's reader ignores it. */
const withoutErrorUrl = (text: string) =>
  text.replace(/errorURL=".*?"/g, (found) => ' '.repeat(found.length))

function createParser() {
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true })
  parser.ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", ...htmlEntities }
  return parser
}

/**
 * Parses screened text like Ory's reader: local names, HTML entities, any text after the root. Refuses a DOCTYPE, a
 * second root and repeated attributes.
 */
export function parseEntities(text: string): ParsedReading {
  const parser = createParser()
  const walk = new MetadataWalk()
  const limits = new Limits()
  let start = 0
  parser.on('error', (error) => {
    throw notWellFormed(error)
  })
  parser.on('doctype', () => {
    throw new Refusal(doctypeProblem)
  })
  parser.on('attribute', () => limits.attribute())
  parser.on('opentagstart', () => {
    start = text.lastIndexOf('<', parser.position - 1)
  })
  parser.on('opentag', (element) => {
    limits.element(element.name, walk.depth)
    walk.open(element, start, parser.position)
  })
  parser.on('text', (content) => walk.text(content))
  parser.on('cdata', (content) => walk.text(content))
  parser.on('closetag', ({ name, isSelfClosing }) => {
    const endTag = text.lastIndexOf('<', parser.position - 1)
    walk.close(endTag, parser.position)
    if (walk.depth > 0) return
    // A mismatched end tag closes outer elements too, but is an error.
    const written = text.slice(endTag + 2, parser.position - 1)
    if (isSelfClosing || written.trimEnd() === name) throw new RootEnd()
  })
  try {
    parser.write(withoutErrorUrl(text)).close()
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem }
    if (!(error instanceof RootEnd)) throw error
  }
  const problem = afterRoot(text.slice(parser.position))
  if (problem) return { ok: false, problem }
  if (!walk.document) throw new Error('saxes ended without a root and without an error')
  return { ok: true, document: walk.document }
}
