import { noIntents, type Intents } from '../../../core/intents/intents'
import { rebase } from '../../../core/draft/rebase'
import { hasMapper, keyOfTarget } from '../../../core/mapper/owners/owners'
import { mapperHash } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import type { AppFiles } from '../../files/app-files'
import type { RunningPublish, RunningPublishFiles } from '../../files/publish/running-publish'
import type { ProjectsService } from '../projects/projects'
import type { InterruptedPublishes } from '../publish/interrupted'
import type { PublishService } from '../publish/publish'
import type { CasesService } from './cases'
import type { ProjectId } from '../../../core/model/project-id'

export interface FollowDeps {
  readonly cases: Pick<CasesService, 'follow'>
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly publishFiles: { readonly running: Pick<RunningPublishFiles, 'read'> }
}

/** Intents before an interrupted publish, whose finished steps removed theirs. */
function withPublished(drafted: Intents, published: Intents | undefined): Intents {
  const before = new Map(Object.entries(published ?? {}))
  const both = Object.entries(drafted).map(([kind, entities]) => [
    kind,
    hasMapper(kind) ? withEarlier(entities, before.get(kind)) : entities,
  ])
  // Same kinds as in `drafted`.
  return Object.fromEntries(both) as Intents
}

function withEarlier(
  drafted: Intents['connection'],
  published: Intents['connection'] | undefined,
): Intents['connection'] {
  const all = { ...published, ...drafted }
  for (const [key, intent] of Object.entries(drafted)) {
    all[key] = { ...intent, fields: { ...published?.[key]?.fields, ...intent.fields } }
  }
  return all
}

/** Mappers of connections before an interrupted publish. */
function mappersBefore({ before }: RunningPublish): ReadonlyMap<string, string> {
  return new Map(
    before.flatMap(({ kind, key, document }) => {
      const hash = mapperHash(textMember(document, 'mapper_url') ?? '')
      const isOwner = hasMapper(kind) && hash !== undefined
      return isOwner ? [[keyOfTarget({ kind, key }), hash] as const] : []
    }),
  )
}

/** State on disk before an interrupted publish, or after its last step. */
async function stateBefore({ files, publishFiles }: FollowDeps, projectId: ProjectId) {
  const [snapshot, draft, running] = await Promise.all([
    files.snapshots.read(projectId),
    files.drafts.read(projectId),
    publishFiles.running.read(projectId),
  ])
  const remaining = (draft.ok ? draft.value?.intents : undefined) ?? noIntents
  const interrupted = running.ok ? running.value : undefined
  return {
    projectId,
    how: 'publish' as const,
    before: snapshot.ok ? snapshot.value : undefined,
    ...(interrupted ? { earlier: mappersBefore(interrupted) } : {}),
    drafted: withPublished(remaining, interrupted?.intents),
    remaining,
  }
}

/** Moves cases with their mappers after each publish, even an incomplete one. */
export function followedByCases(publishing: PublishService, deps: FollowDeps): PublishService {
  return {
    async publish(input, signal) {
      // Starts before the publish changes the draft, which it does only after its first request.
      const before = stateBefore(deps, input.projectId)
      const result = await publishing.publish(input, signal)
      if (result.ok) {
        const { snapshot: after, draft } = result.value
        await deps.cases.follow({ ...(await before), after, remaining: draft.intents })
      }
      return result
    },
  }
}

/** The same after an interrupted publish is settled or left. */
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
        await deps.cases.follow({ ...before, after, remaining: draft.intents })
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

/** Moves cases after each read whose mappers changed elsewhere or by an unanswered request. */
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
      // Without the draft it is unknown which mappers it edits.
      if (!draft.ok) return result
      const remaining = draft.value && rebase(draft.value, before, after, after.readAt)
      await cases.follow({
        projectId,
        how: 'reading',
        before,
        after,
        drafted: draft.value?.intents ?? noIntents,
        remaining: remaining?.intents ?? noIntents,
      })
      return result
    },
  }
}
