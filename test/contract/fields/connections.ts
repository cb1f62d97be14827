import type { Edit } from '../../../src/core/draft/edits'
import type { Field } from '../../../src/core/fields/field'
import { fieldNamed, requiresField, takesField } from '../../../src/core/fields/fields'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import type { Protocol } from '../../../src/core/model/connection'
import type { JsonValue } from '../../../src/core/model/json'
import { providerKinds } from '../../../src/core/model/providers'
import type { Bench } from '../../support/services/main-services'
import { fixture as metadataFixture } from '../../unit/core/saml/fixtures'
import { heldEntry, type Wire } from './compare'
import { documentFields, rowsOf, valuesOf, type CoverageRow } from './coverage'
import { drafted, setField } from './publish'

/** One connection of one kind, made to try one field. */
export interface Case {
  readonly row: CoverageRow
  readonly kind: string
  /** Its id when it is made. */
  readonly id: string
  /** What the field has at first; absent for a connection without it. */
  readonly first?: JsonValue
  /** What it is edited to; absent where another case does that. */
  readonly edited?: JsonValue
}

/** Members in the order in which a new connection is sent: that of the table, then by name. */
function inTableOrder(protocol: Protocol, wire: Wire): Wire {
  const names = documentFields(protocol).map(({ name }) => name)
  const known = names.filter((name) => name in wire)
  const others = Object.keys(wire).filter((name) => !names.includes(name))
  const order = [...known, ...others.toSorted()]
  return Object.fromEntries(order.map((name) => [name, wire[name] as JsonValue]))
}

/** What a kind cannot do without, from the table's examples, and one field beside it. */
export function wireFields(
  protocol: Protocol,
  kind: string,
  id: string,
  more: Readonly<Record<string, JsonValue>> = {},
): Wire {
  const base = documentFields(protocol)
    .filter((field) => requiresField(field, kind))
    .map(({ name, example }) => [name, example] as const)
  const provider: Wire = protocol === 'oidc' ? { provider: kind } : {}
  return inTableOrder(protocol, { ...Object.fromEntries(base), ...provider, id, ...more })
}

/** Metadata comes by address, as the table's example has it, or as XML. */
function variantsOf(field: Field, kind: string) {
  const values = valuesOf(field, kind)
  if (field.content !== 'metadata') return [values]
  const xml = (name: string) => toMapperUrl(metadataFixture(name))
  return [values, { first: xml('okta'), edited: xml('keycloak') }]
}

/** Every connection that a kind needs for its fields to be tried. */
export function casesOf(protocol: Protocol, kind: string): Case[] {
  const rows = rowsOf(protocol).filter(({ kinds, tests }) => tests.create && kinds.includes(kind))
  return rows.flatMap((row): Case[] => {
    const { field } = row
    const id = (more: string) => `with-${field.name.replaceAll('_', '-')}${more}`
    if (field.name === 'provider') return [{ row, kind, id: id(''), first: kind }]
    if (field.name === 'id') {
      return [{ row, kind, id: String(field.example), first: field.example, edited: field.edited }]
    }
    return variantsOf(field, kind).flatMap(({ first, edited }, index): Case[] =>
      first === undefined
        ? [
            { row, kind, id: id(''), first: edited },
            { row, kind, id: id('-later'), edited },
          ]
        : [{ row, kind, id: id(index === 0 ? '' : `-${index}`), first, edited }],
    )
  })
}

/** What a case asks for, in the server's own form before it keeps texts under hashes. */
export function askedOf({ row, kind, id, first }: Case): Wire {
  const { field, part } = row
  const own = first === undefined ? {} : { [field.name]: first }
  return wireFields(part as Protocol, kind, id, own)
}

/** What the server holds of a case once it is made. */
export const heldOf = (item: Case): Wire => heldEntry(askedOf(item))

export async function creationOf(bench: Bench, protocol: Protocol, wire: Wire): Promise<Edit> {
  const table = documentFields(protocol)
  const fields: Wire = {}
  for (const [name, asked] of Object.entries(wire)) {
    fields[name] = await drafted(bench, fieldNamed(table, name), asked)
  }
  return { kind: 'create-connection', key: `new:${String(wire['id'])}`, protocol, fields }
}

/** The kind that a new connection becomes when its provider is edited: the next one in the list. */
export function nextKind(kind: string): string {
  const index = providerKinds.findIndex(({ value }) => value === kind)
  return providerKinds[(index + 1) % providerKinds.length]?.value ?? kind
}

/** A new connection of one kind, made another in the draft: what that asks for, and how. */
export async function changedKind(bench: Bench, kind: string, id: string) {
  const to = nextKind(kind)
  const wire = wireFields('oidc', kind, id)
  const edits = [await creationOf(bench, 'oidc', wire)]
  const target = { kind: 'connection', key: `new:${id}` } as const
  for (const field of documentFields('oidc')) {
    const { name } = field
    const isTaken = takesField(field, to)
    if (name === 'provider') wire[name] = to
    else if (!isTaken && name in wire) Reflect.deleteProperty(wire, name)
    else if (requiresField(field, to) && !(name in wire)) wire[name] = field.example
    else continue
    const asked = wire[name]
    edits.push(
      setField(target, field, asked === undefined ? asked : await drafted(bench, field, asked)),
    )
  }
  return { edits, held: heldEntry(inTableOrder('oidc', wire)) }
}
