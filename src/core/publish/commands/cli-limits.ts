import { isJsonObject, textListMember, textMember, type JsonValue } from '../../model/json'
import { isWord } from './plain-text'
import type { StepBody } from './publish'
import { t } from '../../language/translate'
import { listed } from '../../language/listed'

// What the Ory CLI 1.3.3 cannot send unchanged; each item was seen with the real program.

/** A sentence as it stands in a script, which is English, and in the language of the person. */
export interface Note {
  readonly inScript: string
  readonly shown: string
}

const note = (inScript: string, shown: string): Note => ({ inScript, shown })

const limits = {
  lifespan: note('set the session lifespan', t('set the session lifespan')),
  region: note('set the default region', t('set the default region')),
  noDomains: note('take all domains away', t('remove all domains')),
  noLabel: note('send an empty label', t('send an empty label')),
  controls: note(
    'take the control characters in this label',
    t('take the control characters in this label'),
  ),
  domains: note('send these domains', t('send these domains')),
  file: note(
    'send a text that begins with “file:” (it would send that file of this computer)',
    t('send a text that begins with “file:” (it would send that file of this computer)'),
  ),
  nothing: note('set a value to null (it drops it)', t('set a value to null (it drops it)')),
} as const

function englishList(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} or ${last}`
}

function organizationLimits({ step }: StepBody): Note[] {
  if (step.kind !== 'create-organization' && step.kind !== 'update-organization') return []
  const label = textMember(step.body, 'label') ?? ''
  const domains = textListMember(step.body, 'domains')
  return [
    ...('session_lifespan' in step.body ? [limits.lifespan] : []),
    ...('default_region' in step.body ? [limits.region] : []),
    ...(step.kind === 'update-organization' && domains.length === 0 ? [limits.noDomains] : []),
    ...(label === '' ? [limits.noLabel] : []),
    ...(isWord(label) ? [] : [limits.controls]),
    // The CLI reads the list as comma-separated values, quotes included.
    ...(domains.some((domain) => !/^[^\s,"\p{C}]+$/u.test(domain)) ? [limits.domains] : []),
  ]
}

/** Whether the CLI would read a text, at any depth, as the URL of a file; member names are not read. */
function namesFile(value: JsonValue): boolean {
  if (typeof value === 'string') return /^\s*file:/i.test(value)
  if (Array.isArray(value)) return value.some(namesFile)
  return isJsonObject(value) && Object.values(value).some((member) => namesFile(member ?? null))
}

function patchLimits({ step }: StepBody): Note[] {
  if (step.kind !== 'patch-project') return []
  const values = step.operations.flatMap((operation) =>
    'value' in operation ? [operation.value ?? null] : [],
  )
  return [
    ...(values.some(namesFile) ? [limits.file] : []),
    ...(values.includes(null) ? [limits.nothing] : []),
  ]
}

/** Why the CLI cannot send a step unchanged; `undefined` where it can. */
export function cliObstacle(item: StepBody): Note | undefined {
  const cannot = [...organizationLimits(item), ...patchLimits(item)]
  if (cannot.length === 0) return undefined
  const inScript = englishList(cannot.map((each) => each.inScript))
  const shown = listed(
    cannot.map((each) => each.shown),
    'or',
  )
  return note(
    `The Ory CLI cannot ${inScript}, so this step uses curl`,
    t('The Ory CLI cannot {actions}, so this step uses curl', { actions: shown }),
  )
}
