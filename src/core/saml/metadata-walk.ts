/** From a parser without namespaces. */
interface Tag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Raw values; absent attributes are empty. */
export interface ParsedEndpoint {
  readonly binding: string
  readonly location: string
}

/** Start and end of a start tag. */
interface TagPlace {
  readonly tag: string
  readonly start: number
  readonly inner: number
}

export interface ParsedCertificate {
  readonly text: string
  /** Start tags from `KeyDescriptor` to `X509Certificate`. */
  readonly path: readonly TagPlace[]
  readonly end: number
  /** Ory reads only the first of the first `X509Data` of the first `KeyInfo`. */
  readonly isFirst: boolean
  /** Text only; Ory's reader fails on attributes or elements in it. */
  readonly isPlain: boolean
}

export interface ParsedKey {
  /** `signing`, `encryption`, empty, or any other value. */
  readonly use: string
  readonly certificates: ParsedCertificate[]
  readonly start: number
  end: number
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
  /** Position, and the prefix declarations in scope. */
  readonly start: number
  readonly declarations: ReadonlyMap<string, string>
  readonly ownDeclarations: ReadonlyMap<string, string>
  end: number
  isServiceProvider: boolean
  organizationName: string
}

export interface ParsedDocument {
  readonly root: string
  readonly validUntil: string
  readonly entities: ParsedEntity[]
}

/** Ory's reader ignores prefix declarations. */
export const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1)

const attribute = (tag: Tag, name: string): string => tag.attributes[name] ?? ''

/** Elements with collected text, each with its required parent. */
const textElements = new Set([
  'X509Data/X509Certificate',
  'IDPSSODescriptor/NameIDFormat',
  'Organization/OrganizationName',
  'Organization/OrganizationDisplayName',
])

/** Name and child counts of an open element. */
interface OpenElement {
  readonly name: string
  readonly place: TagPlace
  readonly counts: Map<string, number>
  readonly declarations: ReadonlyMap<string, string>
}

const nothingDeclared: ReadonlyMap<string, string> = new Map()

function declarationsOf(tag: Tag): ReadonlyMap<string, string> {
  const found = Object.entries(tag.attributes).filter(([name]) => /^xmlns(?::|$)/.test(name))
  return found.length === 0 ? nothingDeclared : new Map(found)
}

/** Collects data while parsing, without building a tree. */
export class MetadataWalk {
  document: ParsedDocument | undefined
  readonly #open: OpenElement[] = []
  #entity: ParsedEntity | undefined
  #role: ParsedRole | undefined
  #key: ParsedKey | undefined
  #text: string | undefined
  #isPlain = true

  get depth(): number {
    return this.#open.length
  }

  /** Positions of the start tag and of what follows it. */
  open(tag: Tag, start: number, inner: number): void {
    const name = localName(tag.name)
    const parent = this.#open.at(-1)
    const number = (parent?.counts.get(name) ?? 0) + 1
    parent?.counts.set(name, number)
    const place = { tag: tag.name, start, inner }
    this.#open.push({ name, place, counts: new Map(), declarations: declarationsOf(tag) })
    if (!parent) {
      this.document = { root: name, validUntil: attribute(tag, 'validUntil'), entities: [] }
    }
    if (this.#text !== undefined) this.#isPlain = false
    else if (textElements.has(`${parent?.name}/${name}`)) {
      this.#text = ''
      this.#isPlain = Object.keys(tag.attributes).length === 0
    }
    this.#enter(name, parent?.name, tag, start)
  }

  #enter(name: string, parent: string | undefined, tag: Tag, start: number): void {
    const isTop = parent === undefined || parent === 'EntitiesDescriptor'
    if (isTop && name === 'EntityDescriptor') {
      this.#entity = {
        entityId: attribute(tag, 'entityID'),
        validUntil: attribute(tag, 'validUntil'),
        identityProviders: [],
        start,
        declarations: this.#declared(),
        ownDeclarations: declarationsOf(tag),
        end: start,
        isServiceProvider: false,
        organizationName: '',
      }
      this.document?.entities.push(this.#entity)
    } else if (parent === 'EntityDescriptor' && name === 'SPSSODescriptor') {
      if (this.#entity) this.#entity.isServiceProvider = true
    } else if (parent === 'EntityDescriptor' && name === 'IDPSSODescriptor') {
      this.#role = {
        protocols: attribute(tag, 'protocolSupportEnumeration').trim(),
        wantsSignedRequests: /^\s*(true|1)\s*$/.test(attribute(tag, 'WantAuthnRequestsSigned')),
        validUntil: attribute(tag, 'validUntil'),
        keys: [],
        signOn: [],
        logout: [],
        nameIdFormats: [],
      }
      this.#entity?.identityProviders.push(this.#role)
    } else if (parent === 'IDPSSODescriptor') {
      this.#enterRolePart(name, tag, start)
    }
  }

  #enterRolePart(name: string, tag: Tag, start: number): void {
    const endpoint = () => ({
      binding: attribute(tag, 'Binding'),
      location: attribute(tag, 'Location'),
    })
    if (name === 'KeyDescriptor') {
      this.#key = { use: attribute(tag, 'use'), certificates: [], start, end: start }
      this.#role?.keys.push(this.#key)
    } else if (name === 'SingleSignOnService') {
      this.#role?.signOn.push(endpoint())
    } else if (name === 'SingleLogoutService') {
      this.#role?.logout.push(endpoint())
    }
  }

  /** Prefix declarations in scope; inner ones win. */
  #declared(): ReadonlyMap<string, string> {
    return new Map(this.#open.flatMap(({ declarations }) => [...declarations]))
  }

  text(text: string): void {
    if (this.#text !== undefined) this.#text += text
  }

  /** Positions of the end tag and of what follows it. */
  close(endTag: number, end: number): void {
    const closed = this.#open.pop()
    const name = closed?.name ?? ''
    const parent = this.#open.at(-1)?.name
    if (this.#text !== undefined && textElements.has(`${parent}/${name}`)) {
      this.#takeText(name, this.#text, [...this.#open, ...(closed ? [closed] : [])], endTag)
      this.#text = undefined
    }
    if (name === 'KeyDescriptor' && parent === 'IDPSSODescriptor') {
      if (this.#key) this.#key.end = end
      this.#key = undefined
    }
    if (name === 'IDPSSODescriptor' && parent === 'EntityDescriptor') this.#role = undefined
    const isTop = parent === undefined || parent === 'EntitiesDescriptor'
    if (isTop && name === 'EntityDescriptor') {
      if (this.#entity) this.#entity.end = end
      this.#entity = undefined
    }
  }

  #takeText(name: string, text: string, around: readonly OpenElement[], end: number): void {
    if (name === 'X509Certificate') {
      const from = around.findLastIndex((element) => element.name === 'KeyDescriptor')
      const path = around.slice(from).map(({ place }) => place)
      const how = { isFirst: this.#isFirstCertificate(), isPlain: this.#isPlain }
      this.#key?.certificates.push({ text, path, end, ...how })
    } else if (name === 'NameIDFormat') this.#role?.nameIdFormats.push(text.trim())
    // The display name follows the name and is meant for people.
    else if (this.#entity && text.trim() !== '') this.#entity.organizationName = text.trim()
  }

  /** Each element of the path must be the first of its name. */
  #isFirstCertificate(): boolean {
    const [role, key, info, data] = this.#open.slice(-4)
    return (
      role?.name === 'IDPSSODescriptor' &&
      key?.name === 'KeyDescriptor' &&
      key.counts.get('KeyInfo') === 1 &&
      info?.name === 'KeyInfo' &&
      info.counts.get('X509Data') === 1 &&
      data?.counts.get('X509Certificate') === 1
    )
  }
}
