import { proposedIds } from '../../intents/organization-ids'
import { isSecretReference } from '../../intents/secret-places'
import { isNewKey, type EntityIntent } from '../../intents/intents'
import { idField } from '../../draft/working-copy'
import { fillSecrets } from '../fill-secrets'
import { patchSteps } from '../patch-steps'
import type { PlanStep, PublishPlan } from '../publish-plan'
import type { JsonValue } from '../../model/json'
import type { Snapshot } from '../../model/snapshot'
import { jsonPieces, unusedMark, type Pieces, type Replacement } from './pieces'
import type { Variable } from './shell'

/** A publish to be written as commands. */
export interface Publish {
  /** The state that the plan was computed from. */
  readonly snapshot: Snapshot
  readonly plan: PublishPlan
  /** Origin without a trailing slash. */
  readonly apiAddress: string
}

/** A step with its body as text, with holes for secrets and ids of new organizations. */
export interface StepBody {
  readonly step: PlanStep
  readonly body: Pieces | undefined
}

export interface PublishBodies {
  readonly steps: readonly StepBody[]
  /** The environment variables that stand for secrets. */
  readonly secrets: readonly Variable[]
  /** Draft keys of new organizations to the shell variables that keep their ids. */
  readonly organizations: Readonly<Record<string, string>>
}

const textOf = (intent: EntityIntent, field: string): string | undefined => {
  const value = intent.fields[field]?.to ?? intent.seen?.[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** `Pebble Okta` and `client_secret` become `PEBBLE_OKTA_CLIENT_SECRET`. */
function variableName(connection: string, field: string): string {
  const name = `${connection}_${field}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
  return /^[A-Z]/.test(name) ? name : `SSO_${name.replace(/^_/, '')}`
}

interface NamedSecret extends Variable {
  readonly reference: string
}

/** Labels of secret fields; a script is English whatever language the app speaks. */
const secretLabels: Readonly<Record<string, string>> = {
  client_secret: 'Client secret',
  apple_private_key: 'Apple private key',
  authorization_header_secret: 'Secret token',
}

/** One variable for each secret that the plan sends, named after its connection or SCIM client. */
function namedSecrets({ plan, snapshot }: Publish): NamedSecret[] {
  const found: NamedSecret[] = []
  const entities = (['connection', 'scim-client'] as const).flatMap((kind) =>
    Object.entries(plan.intents[kind]).map(([key, intent]) => [kind, key, intent] as const),
  )
  for (const [kind, key, intent] of entities) {
    const id = isNewKey(key) ? (textOf(intent, idField(kind)) ?? '') : key.replace(/^[a-z]+:/, '')
    for (const [field, { to }] of Object.entries(intent.fields)) {
      if (!isSecretReference(to) || found.some(({ reference }) => reference === to.$secret))
        continue
      const wanted = variableName(id, field)
      const taken = new Set(found.map(({ name }) => name))
      let name = wanted
      for (let count = 2; taken.has(name); count += 1) name = `${wanted}_${count}`
      const label = textOf(intent, 'label') ?? id
      const project = snapshot.summary.name
      const about = `${secretLabels[field] ?? field} of ${label} in ${project}`
      found.push({ name, about, reference: to.$secret })
    }
  }
  return found
}

/**
 * The bodies of a plan's requests, equal to what the app sends except for the holes. The patch is
 * compiled again with unique marks in place of ids that do not exist yet: the placeholders shown to
 * people could also occur in a label.
 */
export function publishBodies(publish: Publish): PublishBodies {
  const { plan, snapshot } = publish
  const secrets = namedSecrets(publish)
  const fresh = Object.keys(plan.intents.organization).filter(isNewKey)
  const organizations = Object.fromEntries(
    fresh.map((key, index) => [key, `organization_${index + 1}`]),
  )
  const mark = unusedMark(JSON.stringify([plan.steps, plan.intents]))
  const idMark = (key: string) => `${mark}${organizations[key] ?? ''}`
  const secretMark = (reference: string) => `${mark}$${reference}`
  const replacements: Replacement[] = [
    ...fresh.map((key) => ({
      text: idMark(key),
      pieces: ['"', { kind: 'plain' as const, variable: organizations[key] ?? '' }, '"'],
    })),
    ...secrets.map(({ name, reference }) => ({
      text: secretMark(reference),
      pieces: [{ kind: 'secret' as const, variable: name }],
    })),
  ]
  const pieces = (value: JsonValue) => jsonPieces(value, replacements)
  const marks = Object.fromEntries(fresh.map((key) => [key, idMark(key)]))
  const proposed = { ...marks, ...proposedIds(plan.intents) }
  // Only the patch after an answer has the ids of that answer: any other has those that the app proposes.
  const isAnswered = plan.steps.some(
    ({ kind }) => kind !== 'patch-project' && kind !== 'patch-normalized',
  )
  const before = patchSteps(snapshot, plan.intents, proposed)
  const after = isAnswered ? patchSteps(snapshot, plan.intents, marks) : before

  const bodyOf = (step: PlanStep): Pieces | undefined => {
    if ('operations' in step) {
      const steps = step.kind === 'patch-new-organizations' ? before : after
      const { operations = [] } = steps.find(({ kind }) => kind === step.kind) ?? {}
      return pieces(fillSecrets(operations, secretMark))
    }
    return step.kind === 'delete-organization' ? undefined : pieces(step.body)
  }
  return {
    steps: plan.steps.map((step) => ({ step, body: bodyOf(step) })),
    secrets: secrets.map(({ name, about }) => ({ name, about })),
    organizations,
  }
}

/** The title of a step. */
export function stepTitle(step: PlanStep): string {
  switch (step.kind) {
    case 'create-organization':
      return `Create the organization ${step.label}`
    case 'update-organization':
      return `Update the organization ${step.label}`
    case 'delete-organization':
      return `Delete the organization ${step.label}`
    case 'patch-new-organizations':
      return 'Add the new organizations to the project'
    case 'patch-project':
      return 'Patch the project'
    case 'patch-normalized':
      return 'Patch the normalized form of the project'
  }
}
