import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { t } from '../../language/translate'

const maximumDepth = 100
const maximumElements = 20_000

/** A value of an attribute, with the properties that Ory's reader uses. */
export interface ParsedValue {
  /** Without the text of child elements, and not trimmed. */
  text: string
  /** Whether it is only text, without attributes (such as its type) or elements. */
  isBare: boolean
  /** A `NameID` inside it, as in eduPersonTargetedID. */
  nameId?: string
}

export interface ParsedAttribute {
  readonly name: string
  readonly friendlyName: string
  readonly values: ParsedValue[]
}

/** What an assertion says about a person; absent parts are empty. */
export interface ParsedAssertion {
  /** In their order; a name may occur several times. */
  readonly attributes: ParsedAttribute[]
  /** Attribute statements of the first assertion: Ory's reader uses only one. */
  statements: number
  /** Written for SAML 1.1, which Ory does not support. */
  isOld: boolean
  issuer: string
  nameId: string
  nameIdFormat: string
  /** Local name of the first element. */
  root: string
  /** Whether the assertion, the NameID or an attribute is encrypted. */
  encrypted: boolean
  signed: boolean
  assertions: number
}

export type AssertionReading =
  | { readonly ok: true; readonly assertion: ParsedAssertion }
  | { readonly ok: false; readonly message: string }

/** Stops the parser, which has no other way to stop; caught below and never visible outside. */
class Refusal extends Error {}

/** Pasted parts of XML have lost the declarations of their prefixes, so prefixes are ignored. */
const localName = (name: string) => name.slice(name.indexOf(':') + 1)

function attribute(tag: SaxesTagPlain, name: string): string {
  const found = Object.entries(tag.attributes).find(([key]) => localName(key) === name)
  return found?.[1].trim() ?? ''
}

/** What the collected text is for, and the depth of its element. */
interface Collected {
  readonly kind: 'issuer' | 'name-id' | 'value' | 'value-name-id'
  readonly depth: number
  text: string
}

/** Collects data during parsing; it keeps the path, never a tree. */
class Walk {
  readonly assertion: ParsedAssertion = {
    attributes: [],
    statements: 0,
    isOld: false,
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
  #attribute: ParsedAttribute | undefined
  /** The element whose text is collected, and the outer ones whose text continues after it. */
  readonly #collected: Collected[] = []

  open(tag: SaxesTagPlain): void {
    const name = localName(tag.name)
    this.#elements += 1
    if (this.#elements > maximumElements) {
      throw new Refusal(t('The XML has more than 20,000 elements, so it was not read.'))
    }
    if (this.#path.length >= maximumDepth) {
      throw new Refusal(t('The XML is nested deeper than 100 levels, so it was not read.'))
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
      if (this.#isFirst()) {
        assertion.issuer = attribute(tag, 'Issuer')
        assertion.isOld = attribute(tag, 'MajorVersion') === '1'
      }
    }
    if (!this.#isFirst()) return
    if (this.#collected.length > 0) this.#lookInside(name, parent)
    else if (name === 'AttributeStatement') assertion.statements += 1
    else if (name === 'Attribute') this.#openAttribute(tag)
    else if (name === 'AttributeValue' && this.#attribute) {
      this.#attribute.values.push({ text: '', isBare: Object.keys(tag.attributes).length === 0 })
      this.#collect('value')
    } else if (name === 'Issuer' && (parent === 'Assertion' || parent === 'Response')) {
      this.#collect('issuer')
    } else if (parent === 'Subject' && /^Name(?:ID|Identifier)$/.test(name)) {
      assertion.nameIdFormat = attribute(tag, 'Format')
      this.#collect('name-id')
    }
  }

  #lookInside(name: string, parent: string | undefined): void {
    if (this.#collected.at(-1)?.kind !== 'value' || parent !== 'AttributeValue') return
    const value = this.#attribute?.values.at(-1)
    if (value) value.isBare = false
    if (name === 'NameID') this.#collect('value-name-id')
  }

  #collect(kind: Collected['kind']): void {
    this.#collected.push({ kind, depth: this.#path.length, text: '' })
  }

  #isFirst(): boolean {
    return this.assertion.assertions <= 1
  }

  #openAttribute(tag: SaxesTagPlain): void {
    const namespace = attribute(tag, 'AttributeNamespace')
    const old = attribute(tag, 'AttributeName')
    const name = tag.attributes['Name'] ?? [namespace, old].filter((part) => part !== '').join('/')
    if (name === '') return
    this.#attribute = { name, friendlyName: tag.attributes['FriendlyName'] ?? '', values: [] }
    this.assertion.attributes.push(this.#attribute)
  }

  text(text: string): void {
    const collected = this.#collected.at(-1)
    // Text of a child element does not belong to it.
    const isOwn = collected?.depth === this.#path.length
    const isSubject = collected?.kind !== 'value'
    if (collected && (isOwn || isSubject)) collected.text += text
  }

  close(): void {
    const depth = this.#path.length
    const name = this.#path.pop()
    if (name === 'Attribute') this.#attribute = undefined
    const collected = this.#collected.at(-1)
    if (!collected || depth !== collected.depth) return
    this.#collected.pop()
    this.#take(collected)
  }

  #take({ kind, text }: Collected): void {
    const value = this.#attribute?.values.at(-1)
    if (kind === 'value' && value) value.text = text
    else if (kind === 'value-name-id' && value) value.nameId = text
    else if (kind === 'name-id') this.assertion.nameId = text.trim()
    else if (kind === 'issuer') {
      if (this.#path.at(-1) === 'Assertion') this.assertion.issuer = text.trim()
      else this.#responseIssuer = text.trim()
    }
  }

  finish(): ParsedAssertion {
    this.assertion.issuer ||= this.#responseIssuer
    return this.assertion
  }
}

const doctype = t(
  'The XML holds a DOCTYPE, which can make a reader load files or fill its memory, so it was not read. ' +
    'Paste the assertion without it.',
)

/**
 * Reads a response, an assertion or a part of one. Only the five entities of XML itself are known, and
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
      line === undefined
        ? t('This is not well-formed XML. Paste it unchanged.')
        : t('This is not well-formed XML (line {line}). Paste it unchanged.', { line }),
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
    // Only a whole document may begin with a declaration.
    parser.write(text.replace(/^<\?xml\b[^>]*\?>/, '')).close()
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message }
    throw error
  }
  return { ok: true, assertion: walk.finish() }
}
