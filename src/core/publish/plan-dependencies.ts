import { textMember } from '../model/json'
import { isNewKey, type EntityIntent } from '../intents/intents'
import type { PlanStep, PublishPlan } from './publish-plan'
import { t } from '../language/translate'

/** Why a step must follow another one. */
export interface StepDependency {
  /** Position in the plan's steps, from 0; always before the step itself. */
  readonly step: number
  readonly why: string
}

/** Organization that a connection's intent leaves, by deletion or by another link. */
function leftOrganization(intent: EntityIntent): string | undefined {
  if (intent.kind === 'delete') return textMember(intent.seen ?? {}, 'organization_id')
  const from = intent.fields['organization_id']?.from
  return typeof from === 'string' ? from : undefined
}

function isNeededFor(plan: PublishPlan, earlier: PlanStep, step: PlanStep): string | undefined {
  const connections = Object.values(plan.intents.connection)
  if (step.kind === 'patch-scim-clients') {
    const owners = Object.values(plan.intents['scim-client']).map(
      ({ fields }) => fields['organization_id']?.to,
    )
    const isNew = owners.some((owner) => typeof owner === 'string' && isNewKey(owner))
    return isNew && earlier.kind !== 'delete-organization'
      ? t('Needs the IDs of the new organizations')
      : undefined
  }
  if (step.kind === 'patch-project') {
    const joined = new Set(connections.map(({ fields }) => fields['organization_id']?.to))
    if (earlier.kind === 'create-organization' && joined.has(earlier.key)) {
      return t('Needs the ID of {organization}', { organization: earlier.label })
    }
    if (earlier.kind === 'patch-new-organizations') {
      return t('Needs the IDs of the new organizations')
    }
  }
  if (step.kind === 'delete-organization' && earlier.kind === 'patch-project') {
    const leaves = connections.some((intent) => leftOrganization(intent) === step.key)
    if (leaves) {
      return t('{organization} can be deleted once it has no connections', {
        organization: step.label,
      })
    }
  }
  return undefined
}

/** What each step of a plan depends on, in the order of its steps; most depend on nothing. */
export function dependenciesOf(plan: PublishPlan): readonly (readonly StepDependency[])[] {
  return plan.steps.map((step, index) =>
    plan.steps.slice(0, index).flatMap((earlier, position): StepDependency[] => {
      const why = isNeededFor(plan, earlier, step)
      return why === undefined ? [] : [{ step: position, why }]
    }),
  )
}
