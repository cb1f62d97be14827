import { isJsonObject, type JsonValue, textListMember, textMember } from '../../model/json'
import { curlStep, type Standing } from './curl-steps'
import type { Publish, PublishBodies, StepBody } from './publish'
import { sh } from './sh'
import { t } from '../../language/translate'
import { uuidOf } from '../../model/project-id'
import { isWord } from './pieces'
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

/** One step by the Ory CLI, or by curl where the CLI cannot do it. */
interface CliStep {
  readonly lines: readonly string[]
  readonly by: 'ory' | 'curl'
  /** What the CLI cannot do, in one sentence. */
  readonly note?: Note
}

/**
 * The address of the console for the CLI, which adds `api.` to the host it is given.
 *
 * @returns `undefined` for an address without that form, which the CLI cannot use.
 */
export function consoleAddress(apiAddress: string): string | undefined {
  const match = /^https:\/\/api\.(.+)$/.exec(apiAddress)
  return match ? `https://${match[1] ?? ''}` : undefined
}

/** The note of a script in which the CLI can do no step. */
export const unreachableNote: Note = {
  inScript: 'The Ory CLI cannot use this address, so every step uses curl',
  shown: t('The Ory CLI cannot use this address, so every step uses curl'),
}

/** The notes of a step that sends a patch. */
const patchNotes = {
  idsRead: {
    inScript:
      'The Ory CLI cannot send a patch for a certain revision, which the ids read here require, so this step uses curl',
    shown: t(
      'The Ory CLI cannot send a patch for a certain revision, which the IDs read here ' +
        'require, so this step uses curl',
    ),
  },
  madeBefore: {
    inScript:
      'The Ory CLI cannot send a patch for the revision that the previous step created, so this step uses curl',
    shown: t(
      'The Ory CLI cannot send a patch for the revision that the previous step created, so this ' +
        'step uses curl',
    ),
  },
  scimClients: {
    inScript: 'The Ory CLI knows no SCIM clients, so this step uses curl',
    shown: t('The Ory CLI knows no SCIM clients, so this step uses curl'),
  },
  unguarded: {
    inScript:
      'The Ory CLI cannot send a patch for a certain revision: it may overwrite what another person publishes between the check above and this step. The curl commands refuse in that case',
    shown: t(
      'The Ory CLI cannot send a patch for a certain revision: it may overwrite what another ' +
        'person publishes between the check above and this step. The curl commands refuse in that ' +
        'case',
    ),
  },
} as const satisfies Readonly<Record<string, Note>>

/** Reads the project with the CLI. */
export function readByCli({ snapshot }: Publish): string[] {
  const id = uuidOf(snapshot.summary.id)
  const words = ['get', 'project', id, '--format=json']
  return [...sh.cli({ words, answers: true }), ...sh.checkId(['id'], id)]
}

/** One step of a publish with the CLI. */
export function cliStep(
  publish: Publish,
  bodies: PublishBodies,
  item: StepBody,
  standing: Standing,
): CliStep {
  const project = uuidOf(publish.snapshot.summary.id)
  const { step, body = [] } = item
  const byCurl = (note: Note): CliStep => ({
    lines: curlStep(publish, bodies, item, standing),
    by: 'curl',
    note,
  })
  const obstacle = cliObstacle(item)
  if (obstacle !== undefined) return byCurl(obstacle)
  switch (step.kind) {
    case 'create-organization': {
      const domains = textListMember(step.body, 'domains')
      const words = [
        'create',
        'organization',
        `--project=${project}`,
        ...(domains.length > 0 ? [`--domains=${domains.join(',')}`] : []),
        '--format=json',
        // A label may begin with a dash.
        '--',
        textMember(step.body, 'label') ?? '',
      ]
      const variable = bodies.organizations[step.key] ?? 'organization'
      const lines = [...sh.cli({ words, answers: true }), ...sh.takeId(variable, ['id'])]
      return { lines, by: 'ory' }
    }
    case 'update-organization': {
      const words = [
        'update',
        'organization',
        step.key,
        `--project=${project}`,
        `--label=${textMember(step.body, 'label') ?? ''}`,
        `--domains=${textListMember(step.body, 'domains').join(',')}`,
        '--format=json',
      ]
      const lines = [...sh.cli({ words, answers: true }), ...sh.checkId(['id'], step.key)]
      return { lines, by: 'ory' }
    }
    case 'delete-organization': {
      const words = ['delete', 'organization', step.key, `--project=${project}`]
      return { lines: sh.cli({ words, answers: false }), by: 'ory' }
    }
    case 'patch-new-organizations':
      return byCurl(patchNotes.idsRead)
    case 'patch-normalized':
      return byCurl(patchNotes.scimClients)
    case 'patch-project': {
      if (standing === 'told') {
        return byCurl(patchNotes.madeBefore)
      }
      const words = ['patch', 'project', project, '--yes', '--format=json', '--file']
      const lines = [
        ...sh.cli({ words, file: body, answers: true }),
        ...sh.checkId(['id'], project),
      ]
      return { lines, by: 'ory', note: patchNotes.unguarded }
    }
  }
}
