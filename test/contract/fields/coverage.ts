import type { Field } from '../../../src/core/fields/field'
import {
  connectionFields,
  optionsFor,
  requiresField,
  takesField,
} from '../../../src/core/fields/fields'
import { methodFields, organizationFields } from '../../../src/core/fields/other-fields'
import { scimFields } from '../../../src/core/fields/scim-fields'
import type { Protocol } from '../../../src/core/model/connection'
import type { JsonValue } from '../../../src/core/model/json'
import { providerKinds } from '../../../src/core/model/providers'

/** What has fields: a connection of either protocol, an organization, a SCIM client, what all connections share. */
export const parts = ['oidc', 'saml', 'organization', 'scim-client', 'method'] as const
export type Part = (typeof parts)[number]

/**
 * What is done with a field. `create`: given with what is new. `edit`: changed alone. `clear`: taken
 * away again. `keep`: it is there, and something else is changed.
 */
export const steps = ['create', 'edit', 'clear', 'keep'] as const
export type Step = (typeof steps)[number]

/** A field, and where it is tested. The tests and the table in the docs are both made from these. */
export interface CoverageRow {
  readonly part: Part
  readonly field: Field
  /** What has it: kinds of OIDC provider, else the part itself. */
  readonly kinds: readonly string[]
  /** Name of the test of each step; absent where the step does not exist. */
  readonly tests: Readonly<Partial<Record<Step, string>>>
  /** Why a step does not exist, or differs. */
  readonly note?: string
}

/** The test file of each part, from the folder of the repository. */
export const testFiles: Readonly<Record<Part, string>> = {
  oidc: 'test/contract/fields/oidc.test.ts',
  saml: 'test/contract/fields/saml.test.ts',
  organization: 'test/contract/fields/organizations.test.ts',
  'scim-client': 'test/contract/fields/scim-clients.test.ts',
  method: 'test/contract/fields/methods.test.ts',
}

/** Only the normalized form has it for sure: a patch of the document neither creates nor edits it. */
const state: Field = {
  name: 'state',
  label: 'state',
  control: 'shown',
  section: 'advanced',
  example: 'disabled',
  edited: 'disabled',
}

/** The fields that the document of a project has. */
export const documentFields = (protocol: Protocol): readonly Field[] =>
  connectionFields(protocol).filter(({ normalized }) => !normalized)

const tables: Readonly<Record<Part, readonly Field[]>> = {
  oidc: [...documentFields('oidc'), state],
  saml: [...documentFields('saml'), state],
  organization: organizationFields,
  'scim-client': scimFields,
  method: methodFields,
}

const kindsOf = (part: Part, field: Field): string[] =>
  part === 'oidc'
    ? providerKinds.map(({ value }) => value).filter((kind) => takesField(field, kind))
    : [part]

/** Whether a field of this kind can be taken away again, and the server shows whether it is there. */
export function canClear(field: Field, kind: string): boolean {
  return !requiresField(field, kind) && !field.writeOnly
}

function existingSteps(part: Part, field: Field): readonly Step[] {
  if (field.control === 'shown') return ['keep']
  if (kindsOf(part, field).some((kind) => canClear(field, kind))) return steps
  return ['create', 'edit', 'keep']
}

function noteOf(field: Field): string | undefined {
  if (field.control === 'shown') return 'Shown and kept'
  if (field.control === 'provider') return 'Edited while the connection is new; fixed afterwards'
  if (field.writeOnly) return 'Never given back by the server: compared on its side'
  if (field.content) return 'Compared by the hash of its text'
  return undefined
}

export const coverage: readonly CoverageRow[] = parts.flatMap((part) =>
  tables[part].map((field): CoverageRow => {
    const names = existingSteps(part, field).map(
      (step) => [step, `${part} ${field.name}: ${step}`] as const,
    )
    const note = noteOf(field)
    return {
      part,
      field,
      kinds: kindsOf(part, field),
      tests: Object.fromEntries(names),
      ...(note === undefined ? {} : { note }),
    }
  }),
)

export function rowsOf(part: Part): CoverageRow[] {
  return coverage.filter((row) => row.part === part)
}

/** Kinds that a step of a row is done with. */
export function kindsAt({ field, kinds }: CoverageRow, step: Step): string[] {
  return kinds.filter((kind) => step !== 'clear' || canClear(field, kind))
}

/**
 * The value that a field has first on a kind, and the one that it is edited to. Without a first one
 * the kind has a single value: the edit gives it to what has none.
 */
export function valuesOf(
  field: Field,
  kind: string,
): { readonly first: JsonValue | undefined; readonly edited: JsonValue } {
  const { example, edited } = field
  const taken = (value: JsonValue) =>
    field.options === undefined ||
    optionsFor(field, kind, '').some((option) => option.value === value)
  const isOther = JSON.stringify(example) !== JSON.stringify(edited)
  return isOther && taken(edited)
    ? { first: example, edited }
    : { first: undefined, edited: example }
}
