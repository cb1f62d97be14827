import { workingCopy, entityLabel, type WorkingEntity } from '../../../core/draft/working-copy'
import { noIntents } from '../../../core/intents/intents'
import { publishOrder } from '../../../core/publish/publish-order'
import { success, type Result } from '../../../core/errors/result'
import type { BulkEntity, BulkProject } from '../../../core/ipc/bulk'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import {
  connectionTexts,
  organizationTexts,
  textsHaystack,
  type FilterText,
} from '../../../core/search/filter-texts'
import { filterWords, hasWords } from '../../../core/search/filter-words'
import { textListMember, textMember } from '../../../core/model/json'
import { providerName } from '../../../core/model/providers'
import type { AppFiles } from '../../files/app-files'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { GuardsService } from '../guards/guards'
import { createHeldAnswers } from '../held-answers'
import { yieldToEventLoop } from '../../concurrency/pauses'
import { readRefusals } from '../guards/refusals'
import type { ProjectId } from '../../../core/model/project-id'

type Kind = 'connection' | 'organization'

/** Says what there is to choose in all projects of this computer. */
export interface BulkChoices {
  entities(input: RequestInput<'bulk.entities'>): Promise<Result<RequestOutput<'bulk.entities'>>>
  /** A project's state or draft moved: what is known of it is looked up anew. */
  forget(projectId: ProjectId): void
}

interface Indexed {
  readonly row: BulkEntity
  readonly haystack: string
}

interface Known {
  readonly readAt: string
  readonly of: Readonly<Record<Kind, readonly Indexed[]>>
}

export function createBulkChoices(deps: {
  readonly files: Pick<AppFiles, 'snapshots' | 'drafts'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly guards: Pick<GuardsService, 'read'>
}): BulkChoices {
  const { files, workspaces, guards } = deps
  const known = createHeldAnswers(async (projectId: ProjectId) => {
    const found = await look(projectId)
    await yieldToEventLoop()
    return found
  })

  /** @returns `undefined` for a project that was never read, or only in part. */
  async function look(projectId: ProjectId): Promise<Known | undefined> {
    const [stored, drafted] = [
      await files.snapshots.read(projectId),
      await files.drafts.read(projectId),
    ]
    if (!stored.ok || !stored.value || stored.value.incomplete) return undefined
    const intents = drafted.ok && drafted.value ? drafted.value.intents : noIntents
    const { organizations, connections } = workingCopy(stored.value, intents)
    const { value: snapshot } = stored
    const owners = new Map(organizations.map((item) => [item.target.key, item]))
    const indexed = (
      entity: WorkingEntity,
      about: string,
      texts: readonly FilterText[],
    ): Indexed[] => {
      if (entity.status === 'deleted') return []
      const { key } = entity.target
      const name = labelOf(entity)
      const row = { projectId, key, name, about: about.slice(0, 300) }
      return [{ row, haystack: textsHaystack(texts) }]
    }
    return {
      readAt: stored.value.readAt,
      of: {
        organization: organizations.flatMap((item) =>
          indexed(item, textListMember(item.fields, 'domains').join(', '), organizationTexts(item)),
        ),
        connection: connections.flatMap((item) => {
          const organization = textMember(item.fields, 'organization_id')
          const owner = organization === undefined ? undefined : owners.get(organization)
          const provider = textMember(item.fields, 'provider')
          const parts = [
            provider === undefined ? 'SAML' : providerName(provider),
            organization && (owner ? labelOf(owner) : organization),
            textMember(item.fields, 'id'),
          ]
          const texts = connectionTexts(item, owner, snapshot)
          return indexed(item, parts.filter(Boolean).join(' · '), texts)
        }),
      },
    }
  }

  async function listed() {
    const all = (await workspaces.list()).flatMap(({ name, projects }) =>
      projects
        .filter(({ state }) => state !== 'deleted')
        .map((summary) => ({ summary, workspace: name, environment: summary.environment })),
    )
    return publishOrder(all)
  }

  return {
    async entities({ kind, words, projectIds, offset, limit }) {
      const wanted = filterWords(words)
      const only = new Set(projectIds)
      const found: BulkEntity[] = []
      const projects: BulkProject[] = []
      const refusalOf = await readRefusals(guards)
      for (const { summary, workspace } of await listed()) {
        const project = await known.of(summary.id)
        const all = project?.of[kind] ?? []
        const matching = all.filter(({ haystack }) => hasWords(haystack, wanted))
        const refusal = refusalOf(summary)
        const { id, name, slug, environment } = summary
        projects.push({
          id,
          name,
          slug,
          workspace,
          environment,
          ...(project ? { readAt: project.readAt } : {}),
          total: all.length,
          matching: matching.length,
          ...(refusal === undefined ? {} : { refusal: refusal.message }),
        })
        if (only.size > 0 && !only.has(id)) continue
        for (const { row } of matching) found.push(row)
      }
      return success({
        rows: found.slice(offset, offset + limit),
        total: found.length,
        projects: projects.slice(0, 1000),
      })
    },

    forget: known.forget,
  }
}

const labelOf = ({ fields, target }: WorkingEntity) => entityLabel(fields, target)
