import { textListMember, textMember } from '../model/json'
import { curlStep, type Standing } from './curl-steps'
import type { Publish, PublishBodies, StepBody } from './publish'
import type { Shell } from './shell'

/** One step by the Ory CLI, or by curl where the CLI cannot do it. */
export interface CliStep {
  readonly lines: readonly string[]
  readonly by: 'ory' | 'curl'
  /** What the CLI cannot do, in words. */
  readonly note?: string
}

const usualConsole = 'https://console.ory.com'

/**
 * Where the CLI has to be told to go: it puts `api.` before the host that it is given.
 *
 * @returns `reachable: false` for an address that has not that form.
 */
export function consoleAddress(apiAddress: string): {
  readonly reachable: boolean
  readonly setting?: string
} {
  const match = /^https:\/\/api\.(.+)$/.exec(apiAddress)
  if (!match) return { reachable: false }
  const setting = `https://${match[1] ?? ''}`
  return setting === usualConsole ? { reachable: true } : { reachable: true, setting }
}

/** Said once of a script where the CLI can do none of it. */
export const unreachableNote =
  'The Ory CLI cannot be pointed at this address, so every step is sent by curl'

/** Reads the project by the CLI into the variable `project`. */
export function readByCli({ snapshot }: Publish, shell: Shell): string[] {
  const words = ['get', 'project', snapshot.summary.id, '--format=json']
  return shell.cli({ words, answer: 'project' })
}

/** Why the CLI cannot send an organization as it is; `undefined` where it can. */
function organizationObstacle({ step }: StepBody, shell: Shell): string | undefined {
  if (step.kind !== 'create-organization' && step.kind !== 'update-organization') return undefined
  const label = textMember(step.body, 'label') ?? ''
  const domains = textListMember(step.body, 'domains')
  const cannot = [
    ...('session_lifespan' in step.body ? ['set the session lifespan'] : []),
    ...('default_region' in step.body ? ['set the default region'] : []),
    ...(step.kind === 'update-organization' && domains.length === 0
      ? ['take all domains away']
      : []),
    ...(label === '' ? ['send an empty label'] : []),
    ...(label !== '' && !shell.carries(label) ? ['be given this label in every PowerShell'] : []),
    // The CLI reads the list as comma-separated values, quotes included.
    ...(domains.some((domain) => !/^[^\s,"]+$/.test(domain)) ? ['send these domains'] : []),
  ]
  if (cannot.length === 0) return undefined
  const last = cannot.at(-1) ?? ''
  const listed = cannot.length === 1 ? last : `${cannot.slice(0, -1).join(', ')} or ${last}`
  return `The Ory CLI cannot ${listed}, so this step is sent by curl`
}

/** One step of a publish by the CLI. */
export function cliStep(
  publish: Publish,
  bodies: PublishBodies,
  item: StepBody,
  standing: Standing,
  shell: Shell,
): CliStep {
  const project = publish.snapshot.summary.id
  const { step, body = [] } = item
  const byCurl = (note: string): CliStep => ({
    lines: curlStep(publish, bodies, item, standing, shell),
    by: 'curl',
    note,
  })
  const obstacle = organizationObstacle(item, shell)
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
      const lines = [
        ...shell.cli({ words, answer: 'answer' }),
        ...shell.takeMember(variable, 'answer', ['id']),
      ]
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
      ]
      return { lines: shell.cli({ words }), by: 'ory' }
    }
    case 'delete-organization': {
      const words = ['delete', 'organization', step.key, `--project=${project}`]
      return { lines: shell.cli({ words }), by: 'ory' }
    }
    case 'patch-new-organizations':
      return byCurl(
        'The Ory CLI cannot hold a patch to a revision, which the ids read here rely on, so this step is sent by curl',
      )
    case 'patch-project': {
      if (standing === 'told') {
        return byCurl(
          'The Ory CLI cannot hold a patch to the revision that the step before has made, so this step is sent by curl',
        )
      }
      const words = ['patch', 'project', project, '--yes', '--file']
      const note =
        'The Ory CLI cannot hold a patch to a revision: what another person publishes between the check above and this step can be hit. The commands by curl refuse in that case'
      return { lines: shell.cli({ words, file: body }), by: 'ory', note }
    }
  }
}
