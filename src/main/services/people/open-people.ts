import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { PeopleBy } from '../../../core/ipc/people'
import { projectHost, type ProjectHost } from '../../../core/links/project-host'
import type { ProjectId } from '../../../core/model/project-id'
import type { ProjectSummary } from '../../../core/model/project'
import type { Access, ApiClient } from '../../api/client'
import type { PeopleAccess } from '../../api/endpoints/people'
import { getProject } from '../../api/endpoints/projects'
import type { GuardsService } from '../guards/guards'
import type { ProjectKeys } from '../project-keys'
import { unknownProject } from '../projects/projects'
import { summaryOfProject } from '../summaries'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { PeopleKeys } from './people-keys'

export type PeoplePurpose =
  | { readonly kind: 'count' | 'export' }
  /** `of`: a domain or an organization's name. */
  | {
      readonly kind: 'show'
      readonly group: 'outside' | 'other-domain' | 'emergency'
      readonly of: string
    }

export interface PeopleQuestion {
  readonly project: ProjectSummary
  readonly purpose: PeoplePurpose
  readonly makesKey: boolean
}

interface OpenPeopleInput {
  readonly projectId: ProjectId
  readonly by: PeopleBy
  readonly confirmedSlug?: string | undefined
}

type Opened<Value> =
  | { readonly kind: 'declined' }
  | { readonly kind: 'done'; readonly value: Value; readonly left: 'key'[] }

export interface OpenPeople {
  place(projectId: ProjectId): Promise<
    Result<{
      readonly project: ProjectSummary
      readonly host: ProjectHost
      readonly access: Access
    }>
  >
  /** Asks if needed, creates a key, works, and always deletes it; `people.no-key` if none kept. */
  open<Value>(
    input: OpenPeopleInput,
    purpose: PeoplePurpose,
    signal: AbortSignal,
    work: (access: PeopleAccess) => Promise<Result<Value>>,
  ): Promise<Result<Opened<Value>>>
}

export interface OpenPeopleDeps {
  /** Separate client, so that its errors don't count against the workspace's key. */
  readonly client: ApiClient
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
  readonly guards: Pick<GuardsService, 'permit'>
  readonly keys: Pick<ProjectKeys, 'make' | 'remove'>
  readonly kept: Pick<PeopleKeys, 'read'>
  readonly allowsSending: () => Promise<Result<void>>
  /** Asks in a native dialog, which no page can answer. */
  readonly ask: (question: PeopleQuestion) => Promise<Result<boolean>>
}

export function createOpenPeople(deps: OpenPeopleDeps): OpenPeople {
  const { client, workspaces, guards, keys, kept, ask } = deps

  function hostOf(project: ProjectSummary, access: Access): Result<ProjectHost> {
    const host = projectHost(project.slug, access.apiAddress)
    if (host) return success(host)
    const message = t('The slug of this project is no part of a host name.')
    return failure(appError('request.invalid', message, { arrived: false }))
  }

  async function place(projectId: ProjectId) {
    const project = await workspaces.findProject(projectId)
    if (!project) return unknownProject(projectId)
    const access = await workspaces.access(project.workspaceId)
    if (!access.ok) return access
    const host = hostOf(project, access.value)
    return host.ok ? success({ project, host: host.value, access: access.value }) : host
  }

  async function withKept<Value>(
    { projectId }: OpenPeopleInput,
    purpose: PeoplePurpose,
    signal: AbortSignal,
    work: (access: PeopleAccess) => Promise<Result<Value>>,
  ): Promise<Result<Opened<Value>>> {
    const found = await place(projectId)
    if (!found.ok) return found
    const { project, host } = found.value
    const key = await kept.read(projectId, host)
    if (!key.ok) return key
    if (purpose.kind === 'show') {
      const yes = await ask({ project, purpose, makesKey: false })
      if (!yes.ok) return yes
      if (!yes.value) return success({ kind: 'declined' })
    }
    if (signal.aborted) return cancelled()
    const done = await work({ host, projectKey: key.value })
    return done.ok ? success({ kind: 'done', value: done.value, left: [] }) : done
  }

  async function withMade<Value>(
    { projectId, confirmedSlug }: OpenPeopleInput,
    purpose: PeoplePurpose,
    signal: AbortSignal,
    work: (access: PeopleAccess) => Promise<Result<Value>>,
  ): Promise<Result<Opened<Value>>> {
    const found = await place(projectId)
    if (!found.ok) return found
    const { access: readAccess } = found.value
    const answer = await getProject(client, readAccess, projectId, signal)
    if (!answer.ok) return answer
    // Fresh slug and environment, since the list may be old.
    const project = summaryOfProject(answer.value, found.value.project)
    const access = await guards.permit(project, readAccess, { typedSlug: confirmedSlug })
    if (!access.ok) return access
    const host = hostOf(project, readAccess)
    if (!host.ok) return host
    const yes = await ask({ project, purpose, makesKey: true })
    if (!yes.ok) return yes
    if (!yes.value) return success({ kind: 'declined' })
    if (signal.aborted) return cancelled()
    const key = await keys.make(access.value, projectId, 'reading people', { signal })
    if (!key.ok) return key
    let done: Result<Value>
    let isGone = false
    try {
      done = await work({ host: host.value, projectKey: key.value.value })
    } finally {
      isGone = await keys.remove(key.value.note, readAccess)
    }
    if (!done.ok) return done
    return success({ kind: 'done', value: done.value, left: isGone ? [] : ['key'] })
  }

  return {
    place,
    async open(input, purpose, signal, work) {
      const sending = await deps.allowsSending()
      if (!sending.ok) return sending
      return input.by === 'kept-key'
        ? withKept(input, purpose, signal, work)
        : withMade(input, purpose, signal, work)
    },
  }
}

export const cancelled = () =>
  failure(appError('request.cancelled', t('The read of people was cancelled'), { arrived: false }))
