import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { MetadataProblem } from './metadata-types'
import { doctypeProblem } from './metadata-screen'

const metadataNamespace = 'urn:oasis:names:tc:SAML:2.0:metadata'
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'

const maximumDepth = 100
const maximumElements = 20_000
/** On one element, with its namespaces; federations' roots have a few dozen. */
const maximumAttributes = 256

/** Values as they stand in the document; absent attributes are empty. */
export interface ParsedEndpoint {
  readonly binding: string
  readonly location: string
}

export interface ParsedKey {
  /** `signing`, `encryption` or empty for both. */
  readonly use: string
  readonly certificates: string[]
}

export interface ParsedRole {
  readonly protocols: string
  readonly wantsSignedRequests: boolean
  readonly validUntil: string
  readonly keys: ParsedKey[]
  readonly signOn: ParsedEndpoint[]
  readonly logout: ParsedEndpoint[]
  readonly nameIdFormats: string[]
}

export interface ParsedEntity {
  readonly entityId: string
  readonly validUntil: string
  readonly identityProviders: ParsedRole[]
  isServiceProvider: boolean
  organizationName: string
}

export interface ParsedDocument {
  /** Local name of the root, and whether it lies in the namespace of SAML metadata. */
  readonly root: string
  readonly isMetadata: boolean
  readonly validUntil: string
  readonly entities: ParsedEntity[]
}

export type ParsedReading =
  | { readonly ok: true; readonly document: ParsedDocument }
  | { readonly ok: false; readonly problem: MetadataProblem }

/** Leaves the parser, which knows no other way to stop; caught below and never seen outside. */
class Refusal extends Error {
  readonly problem: MetadataProblem

  constructor(problem: MetadataProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** The name by which the walk knows an element: its local name, or nothing if it is foreign. */
function knownName(tag: SaxesTagNS): string {
  return tag.uri === metadataNamespace || tag.uri === signatureNamespace ? tag.local : ''
}

function attribute(tag: SaxesTagNS, name: string): string {
  return tag.attributes[name]?.value.trim() ?? ''
}

/** Elements whose text is wanted, each below the parent that gives it its meaning. */
const textElements = new Set([
  'X509Data/X509Certificate',
  'IDPSSODescriptor/NameIDFormat',
  'Organization/OrganizationName',
  'Organization/OrganizationDisplayName',
])

/** Collects what the parser meets. It holds the path and the parts still open, never a tree. */
class Walk {
  document: ParsedDocument | undefined
  readonly #path: string[] = []
  #elements = 0
  #attributes = 0
  #entity: ParsedEntity | undefined
  #role: ParsedRole | undefined
  #key: ParsedKey | undefined
  #text: string | undefined

  attribute(): void {
    this.#attributes += 1
    if (this.#attributes <= maximumAttributes) return
    throw new Refusal({
      message:
        'An element of the XML has more than 256 attributes, which no metadata has, so it was not ' +
        'read. Ask the identity provider for its metadata again',
    })
  }

  open(tag: SaxesTagNS): void {
    this.#attributes = 0
    this.#elements += 1
    if (this.#elements > maximumElements) {
      throw new Refusal({
        message:
          'The XML has more than 20,000 elements, so it was not read. Ask for the metadata of this ' +
          'one application',
        element: tag.local,
      })
    }
    if (this.#path.length >= maximumDepth) {
      throw new Refusal({
        message:
          'The XML is nested deeper than 100 levels, which no metadata is, so it was not read. Ask ' +
          'the identity provider for its metadata again',
        element: tag.local,
      })
    }
    const name = knownName(tag)
    const parent = this.#path.at(-1)
    this.#path.push(name)
    if (parent === undefined) {
      this.document = {
        root: tag.local,
        isMetadata: tag.uri === metadataNamespace,
        validUntil: attribute(tag, 'validUntil'),
        entities: [],
      }
    }
    if (textElements.has(`${parent}/${name}`)) this.#text = ''
    this.#enter(name, parent, tag)
  }

  #enter(name: string, parent: string | undefined, tag: SaxesTagNS): void {
    if (name === 'EntityDescriptor') {
      this.#entity = {
        entityId: attribute(tag, 'entityID'),
        validUntil: attribute(tag, 'validUntil'),
        identityProviders: [],
        isServiceProvider: false,
        organizationName: '',
      }
      this.document?.entities.push(this.#entity)
    } else if (parent === 'EntityDescriptor' && name === 'SPSSODescriptor') {
      if (this.#entity) this.#entity.isServiceProvider = true
    } else if (parent === 'EntityDescriptor' && name === 'IDPSSODescriptor') {
      this.#role = {
        protocols: attribute(tag, 'protocolSupportEnumeration'),
        wantsSignedRequests: /^(true|1)$/.test(attribute(tag, 'WantAuthnRequestsSigned')),
        validUntil: attribute(tag, 'validUntil'),
        keys: [],
        signOn: [],
        logout: [],
        nameIdFormats: [],
      }
      this.#entity?.identityProviders.push(this.#role)
    } else if (parent === 'IDPSSODescriptor') {
      this.#enterRolePart(name, tag)
    }
  }

  #enterRolePart(name: string, tag: SaxesTagNS): void {
    const endpoint = () => ({
      binding: attribute(tag, 'Binding'),
      location: attribute(tag, 'Location'),
    })
    if (name === 'KeyDescriptor') {
      this.#key = { use: attribute(tag, 'use'), certificates: [] }
      this.#role?.keys.push(this.#key)
    } else if (name === 'SingleSignOnService') {
      this.#role?.signOn.push(endpoint())
    } else if (name === 'SingleLogoutService') {
      this.#role?.logout.push(endpoint())
    }
  }

  text(text: string): void {
    if (this.#text !== undefined) this.#text += text
  }

  close(): void {
    const name = this.#path.pop()
    if (this.#text !== undefined && textElements.has(`${this.#path.at(-1)}/${name}`)) {
      this.#takeText(name ?? '', this.#text.trim())
      this.#text = undefined
    }
    if (name === 'KeyDescriptor') this.#key = undefined
    if (name === 'IDPSSODescriptor') this.#role = undefined
    if (name === 'EntityDescriptor') this.#entity = undefined
  }

  #takeText(name: string, text: string): void {
    if (name === 'X509Certificate') this.#key?.certificates.push(text)
    else if (name === 'NameIDFormat') this.#role?.nameIdFormats.push(text)
    // The display name follows the name in the schema's order and is the one made for people.
    else if (this.#entity && text !== '') this.#entity.organizationName = text
  }
}

/** Where the parser stopped, without its own words' prefix: `12:5: unclosed tag: a`. */
function notWellFormed(error: Error): Refusal {
  const match = /^(\d+):\d+: (.*)/s.exec(error.message)
  const where = match ? ` (line ${match[1]}: ${match[2]?.replace(/\.$/, '')})` : ''
  return new Refusal({
    message:
      `This is not well-formed XML${where}. Paste the whole metadata unchanged, or ask the ` +
      'identity provider for it again',
  })
}

/**
 * Parses screened text. No entity but the five of XML itself and character references is known to
 * the parser, and a DOCTYPE, which could declare more, ends the reading.
 */
export function parseEntities(text: string): ParsedReading {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const walk = new Walk()
  parser.on('error', (error) => {
    throw notWellFormed(error)
  })
  parser.on('doctype', () => {
    throw new Refusal(doctypeProblem)
  })
  parser.on('attribute', () => walk.attribute())
  parser.on('opentag', (tag) => walk.open(tag))
  parser.on('text', (content) => walk.text(content))
  parser.on('cdata', (content) => walk.text(content))
  parser.on('closetag', () => walk.close())
  try {
    parser.write(text).close()
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem }
    throw error
  }
  if (!walk.document) throw new Error('saxes ended without a root and without an error')
  return { ok: true, document: walk.document }
}
