import { randomUUID } from 'node:crypto'
import { intentChangesOf, type Edit } from '../core/draft/edits'
import { serverEntity } from '../core/draft/working-copy'
import {
  fieldsIn,
  requiresField,
  secretFields,
  secretsOfLines,
  tableOf,
} from '../core/fields/fields'
import { isSecretReference, referenceMember } from '../core/intents/secret-places'
import type { IntentChange, Intents, Target } from '../core/intents/intents'
import type { Snapshot } from '../core/model/snapshot'
import { CommandError } from './command-error'
import type { NamedVariables } from './options'

/** A secret that a draft refers to. */
export interface NeededSecret {
  /** Id of the connection, or of the SCIM client. */
  readonly connection: string
  readonly field: string
  readonly reference: string
}

const kinds = ['connection', 'scim-client'] as const

const idOf = (kind: (typeof kinds)[number]) => (kind === 'connection' ? 'id' : 'client_id')

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** Every secret that the changes of a draft refer to, in their order. */
export function neededSecrets(snapshot: Snapshot, intents: Intents): NeededSecret[] {
  return kinds.flatMap((kind) =>
    Object.entries(intents[kind]).flatMap(([key, { fields }]) => {
      const server = serverEntity(snapshot, { kind, key })
      const id = idOf(kind)
      const connection = textOf(fields[id]?.to) ?? textOf(server?.[id]) ?? key
      return Object.entries(fields).flatMap(([field, { to }]) =>
        isSecretReference(to) ? [{ connection, field, reference: to.$secret }] : [],
      )
    }),
  )
}

/** A reference to a secret in each field that a new connection or SCIM client cannot do without. */
export function changesForSecrets(snapshot: Snapshot, intents: Intents): IntentChange[] {
  const edits = kinds.flatMap((kind) =>
    Object.entries(intents[kind]).flatMap(([key, intent]): Edit[] => {
      if (intent.kind !== 'create') return []
      const provider = textOf(intent.fields['provider']?.to) ?? ''
      return fieldsIn(tableOf(kind, intent.protocol))
        .filter((field) => field.secret && requiresField(field, provider))
        .filter(({ name }) => intent.fields[name] === undefined)
        .map(({ name }) => setSecret({ kind, key }, name))
    }),
  )
  return edits.flatMap((edit) => intentChangesOf(snapshot, intents, edit))
}

const setSecret = (target: Target, field: string): Edit => ({
  kind: 'set-field',
  target,
  field,
  value: { [referenceMember]: randomUUID() },
})

/** The values of secrets by their references, from the environment. */
export function secretValues(
  needed: readonly NeededSecret[],
  variables: NamedVariables,
  env: NodeJS.ProcessEnv = process.env,
): ReadonlyMap<string, string> {
  const used = new Set<string>()
  const missing: string[] = []
  const values = new Map<string, string>()
  for (const { connection, field, reference } of needed) {
    const named = [`${connection}:${field}`, connection].find((name) => variables.has(name))
    if (named === connection && used.has(named)) {
      missing.push(
        `${connection} needs several secrets: --secret ${connection}:${field}=VARIABLE for each.`,
      )
      continue
    }
    const variable = named === undefined ? undefined : variables.get(named)
    if (named === undefined || variable === undefined) {
      missing.push(`The ${field} of ${connection} is needed: --secret ${connection}=VARIABLE.`)
      continue
    }
    used.add(named)
    const value = env[variable] ?? ''
    // Its name is not repeated: it may be the secret itself.
    if (value === '') {
      missing.push(
        `The variable that --secret names for ${connection} is not set. It takes the name of a variable, not the secret.`,
      )
    } else if (!secretsOfLines.has(field) && /[\r\n]/.test(value)) {
      missing.push(
        `The variable ${variable}, for ${connection}, has a line end in it, which belongs to no ${field}.`,
      )
    } else values.set(reference, value)
  }
  for (const name of variables.keys()) {
    if (!used.has(name)) missing.push(`The plan needs no secret of ${name}.`)
  }
  if (missing.length > 0) throw new CommandError(...missing)
  return values
}

/** The changes that replace secrets of connections that the server has, as `--secret` of `plan` names them. */
export function changesForNamed(
  snapshot: Snapshot,
  intents: Intents,
  variables: NamedVariables,
): IntentChange[] {
  const drafted = new Set(neededSecrets(snapshot, intents).map(({ connection }) => connection))
  return [...variables.keys()].flatMap((named) => {
    const [id = '', field = 'client_secret'] = named.split(':')
    if (drafted.has(id)) return []
    const target = { kind: 'connection', key: `oidc:${id}` } as const
    if (!secretFields.has(field) || !serverEntity(snapshot, target)) {
      throw new CommandError(`There is no OIDC connection ${id} with a ${field}.`)
    }
    return intentChangesOf(snapshot, intents, setSecret(target, field))
  })
}
