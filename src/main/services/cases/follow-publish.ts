import { noIntents, type Intents } from '../../../core/intents/intents'
import { rebase } from '../../../core/conflict/rebase'
import { mapperHash } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import type { AppFiles } from '../../files/app-files'
import type { RunningPublish, RunningPublishFiles } from '../../files/publish/running-publish'
import type { ProjectsService } from '../projects/projects'
import type { InterruptedPublishes } from '../publish/interrupted'
import type { PublishService } from '../publish/publish'
import type { CasesService } from './cases'

/** Who moves cases, and where the state of a project is kept. */
export interface FollowDeps {
  readonly cases: Pick<CasesService, 'follow'>
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly publishFiles: { readonly running: Pick<RunningPublishFiles, 'read'> }
}

/** What was drafted before a publish that was interrupted: its steps take it out of the draft. */
function withPublished(drafted: Intents, published: Intents | undefined): Intents {
  const connection = { ...published?.connection, ...drafted.connection }
  for (const [key, intent] of Object.entries(drafted.connection)) {
    const fields = { ...published?.connection[key]?.fields, ...intent.fields }
    connection[key] = { ...intent, fields }
  }
  return { ...drafted, connection }
}

/** The mappers that connections had before a publish that was interrupted. */
function mappersBefore({ before }: RunningPublish): ReadonlyMap<string, string> {
  return new Map(
    before.flatMap(({ kind, key, document }) => {
      const hash = mapperHash(textMember(document, 'mapper_url') ?? '')
      return kind === 'connection' && hash !== undefined ? [[key, hash] as const] : []
    }),
  )
}

/**
 * What is on disk of a project, as it was before a publish that was interrupted: snapshot and draft
 * may be those after its last step. What cannot be read is told where it is needed.
 */
async function stateBefore({ files, publishFiles }: FollowDeps, projectId: string) {
  const [snapshot, draft, running] = await Promise.all([
    files.snapshots.read(projectId),
    files.drafts.read(projectId),
    publishFiles.running.read(projectId),
  ])
  const left = (draft.ok ? draft.value?.intents : undefined) ?? noIntents
  const interrupted = running.ok ? running.value : undefined
  return {
    projectId,
    how: 'publish' as const,
    before: snapshot.ok ? snapshot.value : undefined,
    ...(interrupted ? { earlier: mappersBefore(interrupted) } : {}),
    drafted: withPublished(left, interrupted?.intents),
    left,
  }
}

/** A publish service after whose publishes, also those that stopped half way, cases follow their mapper. */
export function followedByCases(publishing: PublishService, deps: FollowDeps): PublishService {
  return {
    async publish(input, signal) {
      // Asked at once and not after, for the draft belongs to the publish from now on. It has to ask
      // the server before it writes anything.
      const before = stateBefore(deps, input.projectId)
      const result = await publishing.publish(input, signal)
      if (result.ok) {
        const { snapshot: after, draft } = result.value
        await deps.cases.follow({ ...(await before), after, left: draft.intents })
      }
      return result
    },
  }
}

/** The same for a publish that the app was ended in, once it is settled or left as it is. */
export function settledWithCases(
  interrupted: InterruptedPublishes,
  deps: FollowDeps,
): InterruptedPublishes {
  return {
    ...interrupted,
    async settle(projectId, signal) {
      const before = await stateBefore(deps, projectId)
      const result = await interrupted.settle(projectId, signal)
      if (result.ok) {
        const { snapshot: after, draft } = result.value
        await deps.cases.follow({ ...before, after, left: draft.intents })
      }
      return result
    },
    async leave(projectId) {
      const state = await stateBefore(deps, projectId)
      const result = await interrupted.leave(projectId)
      if (result.ok && state.before) await deps.cases.follow({ ...state, after: state.before })
      return result
    },
  }
}

/**
 * A projects service after whose readings cases follow the mappers that somebody else changed, and
 * those that an own request changed whose answer never came.
 */
export function readWithCases(
  projects: ProjectsService,
  { cases, files }: Pick<FollowDeps, 'cases' | 'files'>,
): ProjectsService {
  return {
    ...projects,
    async read(projectId, options) {
      const stored = files.snapshots.read(projectId)
      const result = await projects.read(projectId, options)
      const known = await stored
      const before = known.ok ? known.value : undefined
      if (!result.ok || !before || before.revisionId === result.value.revisionId) return result
      const after = result.value
      const draft = await files.drafts.read(projectId)
      // Of a draft that cannot be read nobody knows which mappers it edits.
      if (!draft.ok) return result
      const left = draft.value && rebase(draft.value, before, after, after.readAt)
      await cases.follow({
        projectId,
        how: 'reading',
        before,
        after,
        drafted: draft.value?.intents ?? noIntents,
        left: left?.intents ?? noIntents,
      })
      return result
    },
  }
}
