import { entityAt } from '../draft/entity-index'
import type { Step } from '../draft/draft'
import { editedNames, entityLabel, type WorkingCopy } from '../draft/working-copy'
import { secretFields } from '../fields/fields'
import {
  intentOf,
  moveManyIntents,
  noIntents,
  sameTarget,
  type EntityIntent,
  type FieldIntent,
  type Target,
} from '../intents/intents'
import { sameJson, type JsonObject } from '../model/json'
import type { ChangedFields, FieldChange } from './changes'

/** What a step did to one organization, connection or method. */
export interface StepChange extends ChangedFields {
  /** It is not created, or not deleted, any more; nothing else is to say of it. */
  readonly takenBack?: 'creation' | 'deletion'
}

/** A field before and after; where one side says nothing of it, it has what the server had. */
function fieldChange(
  field: string,
  was: FieldIntent | undefined,
  is: FieldIntent | undefined,
): FieldChange {
  return {
    field,
    before: was ? was.to : is?.from,
    after: is ? is.to : was?.from,
    secret: secretFields.has(field),
  }
}

function fieldChanges(
  target: Target,
  was: EntityIntent | undefined,
  is: EntityIntent | undefined,
): FieldChange[] {
  const protocol = (is ?? was)?.protocol
  const fields = { ...was?.fields, ...is?.fields }
  return editedNames(target, { fields, ...(protocol === undefined ? {} : { protocol }) })
    .map((name) => fieldChange(name, was?.fields[name], is?.fields[name]))
    .filter(({ before, after }) => !sameJson(before, after))
}

/** What an entity is called today, else what the step knows of it. */
function labelOf(copy: WorkingCopy, target: Target, intent: EntityIntent | undefined): string {
  const now = entityAt(copy, target)
  const wanted = Object.entries(intent?.fields ?? {}).flatMap(([name, { to }]) =>
    to === undefined ? [] : [[name, to] as const],
  )
  const known: JsonObject = { ...intent?.seen, ...Object.fromEntries(wanted) }
  return entityLabel(now?.fields ?? known, target)
}

function changeOf(
  copy: WorkingCopy,
  target: Target,
  was: EntityIntent | undefined,
  is: EntityIntent | undefined,
): StepChange {
  const label = labelOf(copy, target, is ?? was)
  const none = { target, label, fields: [] }
  if (is?.kind === 'delete' && was?.kind !== 'delete') return { ...none, status: 'deleted' }
  if (was?.kind === 'delete' && is?.kind !== 'delete') {
    return { ...none, status: 'edited', takenBack: 'deletion' }
  }
  if (was?.kind === 'create' && !is) return { ...none, status: 'edited', takenBack: 'creation' }
  const status = is?.kind === 'create' && !was ? 'new' : 'edited'
  return { target, label, status, fields: fieldChanges(target, was, is) }
}

/**
 * What a step of a draft did, an entity each in the order in which it did it: its fields before and after. It says so
 * of any step, wherever the draft is now.
 *
 * @param copy of the project, for what entities are called today
 */
export function stepChanges({ changes }: Pick<Step, 'changes'>, copy: WorkingCopy): StepChange[] {
  const before = moveManyIntents(noIntents, changes, 'back')
  const after = moveManyIntents(noIntents, changes, 'forward')
  const targets = changes
    .map(({ target }) => target)
    .filter((target, index, all) => all.findIndex((each) => sameTarget(each, target)) === index)
  return targets.map((target) =>
    changeOf(copy, target, intentOf(before, target), intentOf(after, target)),
  )
}
