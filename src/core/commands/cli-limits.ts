import { isJsonObject, textListMember, textMember, type JsonValue } from '../model/json'
import { isWord } from './plain-text'
import type { StepBody } from './publish'
import type { Shell } from './shell'

// What the Ory CLI 1.3.3 cannot send unchanged; each item was seen with the real program.

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} or ${last}`
}

function organizationLimits({ step }: StepBody, shell: Shell): string[] {
  if (step.kind !== 'create-organization' && step.kind !== 'update-organization') return []
  const label = textMember(step.body, 'label') ?? ''
  const domains = textListMember(step.body, 'domains')
  return [
    ...('session_lifespan' in step.body ? ['set the session lifespan'] : []),
    ...('default_region' in step.body ? ['set the default region'] : []),
    ...(step.kind === 'update-organization' && domains.length === 0
      ? ['take all domains away']
      : []),
    ...(label === '' ? ['send an empty label'] : []),
    ...(isWord(label) ? [] : ['take the control characters in this label']),
    ...(label !== '' && !shell.carries(label)
      ? ['take this label in every version of PowerShell']
      : []),
    // The CLI reads the list as comma-separated values, quotes included.
    ...(domains.some((domain) => !/^[^\s,"\p{C}]+$/u.test(domain)) ? ['send these domains'] : []),
  ]
}

/** Whether the CLI would read a text, at any depth, as the URL of a file; member names are not read. */
function namesFile(value: JsonValue): boolean {
  if (typeof value === 'string') return /^\s*file:/i.test(value)
  if (Array.isArray(value)) return value.some(namesFile)
  return isJsonObject(value) && Object.values(value).some((member) => namesFile(member ?? null))
}

function patchLimits({ step }: StepBody): string[] {
  if (step.kind !== 'patch-project') return []
  const values = step.operations.flatMap((operation) =>
    'value' in operation ? [operation.value ?? null] : [],
  )
  return [
    ...(values.some(namesFile)
      ? ['send a text that begins with “file:” (it would send that file of this computer)']
      : []),
    ...(values.includes(null) ? ['set a value to null (it drops it)'] : []),
  ]
}

/** Why the CLI cannot send a step unchanged; `undefined` where it can. */
export function cliObstacle(item: StepBody, shell: Shell): string | undefined {
  const cannot = [...organizationLimits(item, shell), ...patchLimits(item)]
  if (cannot.length === 0) return undefined
  return `The Ory CLI cannot ${listed(cannot)}, so this step uses curl`
}
