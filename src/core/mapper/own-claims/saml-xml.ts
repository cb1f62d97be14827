import { SaxesParser, type SaxesTagPlain } from 'saxes'

const maximumDepth = 100
const maximumElements = 20_000

/** What an assertion says about a person; what is absent is empty. */
export interface ParsedAssertion {
  readonly attributes: Map<string, string[]>
  issuer: string
  nameId: string
  nameIdFormat: string
  /** Local name of the first element. */
  root: string
  /** Something is encrypted: the assertion, the NameID or an attribute. */
  encrypted: boolean
  signed: boolean
  assertions: number
}

export type AssertionReading =
  | { readonly ok: true; readonly assertion: ParsedAssertion }
  | { readonly ok: false; readonly message: string }

/** Leaves the parser, which knows no other way to stop; caught below and never seen outside. */
class Refusal extends Error {}

/** A pasted piece of XML has lost the declarations of its prefixes, so they are not looked at. */
const localName = (name: string) => name.slice(name.indexOf(':') + 1)

function attribute(tag: SaxesTagPlain, name: string): string {
  const found = Object.entries(tag.attributes).find(([key]) => localName(key) === name)
  return found?.[1].trim() ?? ''
}

/** Collects what the parser meets; it holds the path, never a tree. */
class Walk {
  readonly assertion: ParsedAssertion = {
    attributes: new Map(),
    issuer: '',
    nameId: '',
    nameIdFormat: '',
    root: '',
    encrypted: false,
    signed: false,
    assertions: 0,
  }
  readonly #path: string[] = []
  #elements = 0
  #responseIssuer = ''
  #values: string[] | undefined
  /** Text of the element at this depth, with that of elements inside it. */
  #text = ''
  #textDepth = 0

  open(tag: SaxesTagPlain): void {
    const name = localName(tag.name)
    this.#elements += 1
    if (this.#elements > maximumElements) {
      throw new Refusal('The XML has more than 20,000 elements, so it was not read.')
    }
    if (this.#path.length >= maximumDepth) {
      throw new Refusal('The XML is nested deeper than 100 levels, so it was not read.')
    }
    const parent = this.#path.at(-1)
    this.#path.push(name)
    if (this.#elements === 1) this.assertion.root = name
    this.#look(name, parent, tag)
  }

  #look(name: string, parent: string | undefined, tag: SaxesTagPlain): void {
    const { assertion } = this
    if (name.startsWith('Encrypted')) assertion.encrypted = true
    if (name === 'Signature') assertion.signed = true
    if (name === 'Assertion') {
      assertion.assertions += 1
      // SAML 1.1, which AD FS sends by WS-Federation.
      if (this.#isFirst()) assertion.issuer = attribute(tag, 'Issuer')
    }
    if (!this.#isFirst() || this.#textDepth > 0) return
    if (name === 'Attribute') this.#values = this.#valuesOf(tag)
    const isIssuer = name === 'Issuer' && (parent === 'Assertion' || parent === 'Response')
    const isNameId = parent === 'Subject' && /^Name(?:ID|Identifier)$/.test(name)
    if (isNameId) assertion.nameIdFormat = attribute(tag, 'Format')
    const isValue = name === 'AttributeValue' && this.#values && attribute(tag, 'nil') !== 'true'
    if (!isIssuer && !isNameId && !isValue) return
    this.#textDepth = this.#path.length
    this.#text = ''
  }

  #isFirst(): boolean {
    return this.assertion.assertions <= 1
  }

  #valuesOf(tag: SaxesTagPlain): string[] | undefined {
    const namespace = attribute(tag, 'AttributeNamespace')
    const old = attribute(tag, 'AttributeName')
    const name = attribute(tag, 'Name') || [namespace, old].filter((part) => part !== '').join('/')
    if (name === '') return undefined
    const values = this.assertion.attributes.get(name) ?? []
    this.assertion.attributes.set(name, values)
    return values
  }

  text(text: string): void {
    if (this.#textDepth > 0) this.#text += text
  }

  close(): void {
    const depth = this.#path.length
    const name = this.#path.pop()
    if (name === 'Attribute') this.#values = undefined
    if (depth !== this.#textDepth) return
    this.#textDepth = 0
    const text = this.#text.trim()
    if (name === 'AttributeValue') this.#values?.push(text)
    else if (name !== 'Issuer') this.assertion.nameId = text
    else if (this.#path.at(-1) === 'Assertion') this.assertion.issuer = text
    else this.#responseIssuer = text
  }

  finish(): ParsedAssertion {
    this.assertion.issuer ||= this.#responseIssuer
    return this.assertion
  }
}

const doctype =
  'The XML holds a DOCTYPE, which can make a reader load files or fill its memory, so it was not read. ' +
  'Paste the assertion without it.'

/**
 * Reads a response, an assertion or a piece of one. No entity but the five of XML itself is known, and
 * a DOCTYPE, which could declare more, is refused.
 */
export function parseAssertion(text: string): AssertionReading {
  if (/<!doctype/i.test(text)) return { ok: false, message: doctype }
  const parser = new SaxesParser<{ xmlns: false; fragment: true; position: true }>({
    xmlns: false,
    fragment: true,
    position: true,
  })
  const walk = new Walk()
  parser.on('error', (error) => {
    const line = /^(\d+):/.exec(error.message)?.[1]
    throw new Refusal(
      `This is not well-formed XML${line === undefined ? '' : ` (line ${line})`}. Paste it unchanged.`,
    )
  })
  parser.on('doctype', () => {
    throw new Refusal(doctype)
  })
  parser.on('opentag', (tag) => walk.open(tag))
  parser.on('text', (content) => walk.text(content))
  parser.on('cdata', (content) => walk.text(content))
  parser.on('closetag', () => walk.close())
  try {
    // A piece of XML must not begin with a declaration, as a whole document may.
    parser.write(text.replace(/^<\?xml\b[^>]*\?>/, '')).close()
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message }
    throw error
  }
  return { ok: true, assertion: walk.finish() }
}
