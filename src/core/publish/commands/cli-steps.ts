import { textListMember, textMember } from '../../model/json'
import { cliObstacle, type Note } from './cli-limits'
import { curlStep, type Standing } from './curl-steps'
import type { Publish, PublishBodies, StepBody } from './publish'
import { sh } from './sh'
import { t } from '../../language/translate'
import { uuidOf } from '../../model/project-id'

/** One step by the Ory CLI, or by curl where the CLI cannot do it. */
export interface CliStep {
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
