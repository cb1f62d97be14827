import { textMember } from '../model/json'
import type { EntityIntent, Intents } from '../intents/intents'
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

/** The organizations that connections or SCIM clients join. */
const joinedIn = (intents: Intents): ReadonlySet<unknown> =>
  new Set(
    [...Object.values(intents.connection), ...Object.values(intents['scim-client'])].map(
      ({ fields }) => fields['organization_id']?.to,
    ),
  )

/** Whether a patch makes one of these organizations. */
const creates = ({ organization }: Intents, keys: ReadonlySet<unknown>): boolean =>
  Object.entries(organization).some(([key, { kind }]) => kind === 'create' && keys.has(key))

function isNeededFor(plan: PublishPlan, earlier: PlanStep, step: PlanStep): string | undefined {
  if ('operations' in step) {
    const joined = joinedIn(step.intents)
    if (earlier.kind === 'create-organization' && joined.has(earlier.key)) {
      return t('Needs the ID of {organization}', { organization: earlier.label })
    }
    if ('operations' in earlier && creates(earlier.intents, joined)) {
      return t('Needs the IDs of the new organizations')
    }
  }
  if (step.kind === 'delete-organization' && earlier.kind === 'patch-project') {
    const connections = Object.values(plan.intents.connection)
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
