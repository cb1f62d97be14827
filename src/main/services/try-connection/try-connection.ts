import { AsyncResource } from 'node:async_hooks'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { entityLabel } from '../../../core/draft/working-copy'
import type { RequestInput } from '../../../core/ipc/contract'
import type { LeftBehind, TryOutcome, TryStepTold } from '../../../core/ipc/check'
import { connectionsOf } from '../../../core/model/connection'
import { textMember, type JsonObject } from '../../../core/model/json'
import type { ProjectSummary } from '../../../core/model/project'
import { whyNotTried } from '../../../core/check/try/explain'
import { projectHost, type ProjectHost } from '../../../core/links/project-host'
import type { Access, ApiClient, WriteAccess } from '../../api/client'
import { getNormalizedProject } from '../../api/endpoints/normalized'
import { getProject } from '../../api/endpoints/projects'
import { createTestLoginFlow } from '../../api/endpoints/test-login-flows'
import { toJsonObject } from '../../api/wire/to-json'
import type { AppFiles } from '../../files/app-files'
import type { GuardsService } from '../guards/guards'
import { savedCopy } from '../projects/saved-copy'
import { unknownProject } from '../projects/projects'
import { summaryOfProject } from '../summaries'
import type { WorkspacesService } from '../workspaces/workspaces'
import { flowAddresses, type FlowAddresses } from './addresses'
import type { ProjectKeys } from '../project-keys'
import { createSignIn, type SignIn } from './sign-in'
import type { OpenSignInPlace } from './sign-in-place'
import type { ProjectId } from '../../../core/model/project-id'

export type TryInput = RequestInput<'connection.try'>

export interface TryQuestion {
  readonly project: ProjectSummary
  readonly connection: string
}

export interface TryConnectionService {
  /** See `connection.try` in the contract. */
  run(input: TryInput, signal: AbortSignal): Promise<Result<TryOutcome>>
  openInBrowser(input: RequestInput<'connection.try-in-browser'>): Promise<Result<void>>
}

export interface TryConnectionDeps {
  /** Separate client, so that its errors don't count against the workspace's key. */
  readonly client: ApiClient
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly workspaces: WorkspacesService
  readonly guards: Pick<GuardsService, 'permit'>
  readonly keys: Pick<ProjectKeys, 'make' | 'remove'>
  readonly allowsSending: () => Promise<Result<void>>
  /** Asks in a native dialog, which no page can answer. */
  readonly ask: (question: TryQuestion) => Promise<Result<boolean>>
  readonly openPlace: OpenSignInPlace
  readonly openAddress: (address: string) => Promise<void>
  readonly onStep: (step: TryStepTold) => void
  readonly now: () => Date
}

interface Prepared {
  readonly project: ProjectSummary
  readonly document: JsonObject
  readonly host: ProjectHost
  readonly access: WriteAccess
  readonly readAccess: Access
  readonly providerId: string
  readonly label: string
}

const notPossible = (why: string) => failure(appError('try.not-possible', why, { arrived: false }))

export function createTryConnectionService(deps: TryConnectionDeps): TryConnectionService {
  const { client, files, workspaces, guards, keys, ask, openPlace, openAddress, now } = deps
  let running = false
  let current: { readonly projectId: ProjectId; readonly signIn: SignIn } | undefined

  async function prepare(input: TryInput, signal: AbortSignal): Promise<Result<Prepared>> {
    const { projectId, connectionKey, confirmedSlug } = input
    const sending = await deps.allowsSending()
    if (!sending.ok) return sending
    const copy = await savedCopy(files, projectId)
    if (!copy.ok) return copy
    const connection = copy.value.connections.find(({ target }) => target.key === connectionKey)
    if (!connection) {
      return failure(appError('request.invalid', t('The project has no such connection')))
    }
    const why = whyNotTried(connection)
    if (why !== undefined) return notPossible(why)
    const listed = await workspaces.findProject(projectId)
    if (!listed) return unknownProject(projectId)
    const found = await workspaces.access(listed.workspaceId)
    if (!found.ok) return found
    const readAccess = found.value
    const answer = await getProject(client, readAccess, projectId, signal)
    if (!answer.ok) return answer
    // Fresh environment, since the list may be old.
    const project = summaryOfProject(answer.value, listed)
    const access = await guards.permit(project, readAccess, { typedSlug: confirmedSlug })
    if (!access.ok) return access
    const providerId = textMember(connection.server ?? {}, 'id') ?? ''
    const document = toJsonObject(answer.value)
    const gone = await whyNotAtOry({ document, readAccess, providerId, projectId }, signal)
    if (gone !== undefined) return notPossible(gone)
    const host = projectHost(project.slug, readAccess.apiAddress)
    if (!host) return notPossible(t('The slug of this project is no part of a host name.'))
    const label = entityLabel(connection.server ?? {}, connection.target)
    return success({ project, document, host, access: access.value, readAccess, providerId, label })
  }

  /** Whether Ory has the connection, enabled; the disk may be old. */
  async function whyNotAtOry(
    at: {
      readonly document: JsonObject
      readonly readAccess: Access
      readonly providerId: string
      readonly projectId: ProjectId
    },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { document, readAccess, providerId, projectId } = at
    const isThere = connectionsOf({ project: document }).some(
      ({ protocol, entry }) => protocol === 'oidc' && entry['id'] === providerId,
    )
    if (!isThere) return t('Ory no longer has this connection. Refresh to see what is there.')
    const project = await getNormalizedProject(client, readAccess, projectId, { signal })
    const rows = project.ok ? project.value.states.oidc : []
    return rows.some(({ id, state }) => id === providerId && state === 'disabled')
      ? t(
          'This connection is disabled, so nobody can sign in with it. Enable it and publish first.',
        )
      : undefined
  }

  /** Creates key and flow, then deletes the key. */
  async function makeFlow(
    prepared: Prepared,
    left: Set<LeftBehind>,
    signal: AbortSignal,
  ): Promise<Result<FlowAddresses>> {
    const { access, readAccess, project, document, host, providerId } = prepared
    const key = await keys.make(access, project.id, 'test sign-in', { signal })
    if (!key.ok) return key
    const to = { host, projectKey: key.value.value }
    const flow = await createTestLoginFlow(client, access, to, providerId, { signal })
    if (!(await keys.remove(key.value.note, readAccess))) left.add('key')
    if (!flow.ok) return flow
    const addresses = flowAddresses(flow.value, host, project, document)
    if (addresses) return success(addresses)
    const message = t('The test sign-in leads to a host that is not the project’s')
    return failure(appError('api.unexpected-response', message))
  }

  async function tryIt(input: TryInput, signal: AbortSignal): Promise<Result<TryOutcome>> {
    // Window events lose the request's async context.
    const tell = AsyncResource.bind(deps.onStep)
    const prepared = await prepare(input, signal)
    if (!prepared.ok) return prepared
    const { project, label, host } = prepared.value
    tell({ kind: 'asking' })
    const yes = await ask({ project, connection: label })
    if (!yes.ok) return yes
    if (!yes.value) return success({ kind: 'declined' })
    if (signal.aborted) return cancelled()
    tell({ kind: 'preparing' })
    const left = new Set<LeftBehind>()
    const addresses = await makeFlow(prepared.value, left, signal)
    if (!addresses.ok) return addresses
    const signIn = createSignIn({
      addresses: addresses.value,
      label,
      allowsOwnComputer: host.base !== '',
      where: input.where,
      openPlace,
      openAddress,
      tell,
      now,
    })
    current = { projectId: input.projectId, signIn }
    try {
      const ended = await signIn.ended(signal)
      if (!(await signIn.takeBack())) left.add('flow')
      if (!ended.ok) return ended
      return success({ ...ended.value, left: [...left] })
    } finally {
      current = undefined
    }
  }

  return {
    async run(input, signal) {
      if (running) return failure(appError('try.running', t('Another test sign-in is open')))
      running = true
      try {
        return await tryIt(input, signal)
      } finally {
        running = false
      }
    },

    async openInBrowser({ projectId, what }) {
      if (current?.projectId !== projectId) {
        return failure(appError('request.invalid', t('No test sign-in of this project is open')))
      }
      await current.signIn.toBrowser(what)
      return success(undefined)
    },
  }
}

const cancelled = () =>
  failure(appError('request.cancelled', t('The test sign-in was cancelled'), { arrived: false }))
