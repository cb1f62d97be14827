import type { Draft } from '../../../core/draft/draft'
import { success, type Result } from '../../../core/errors/result'
import type { Consequences } from '../../../core/publish/consequences'
import { countStaying } from '../../../core/publish/changes'
import type { PublishPlan } from '../../../core/publish/publish-plan'
import type { Access, ApiClient, ApiCall } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import type { GuardsService } from '../guards/guards'
import type { OwnWrites } from '../projects/own-writes'
import type { ServersKnown } from '../server-facts'
import type { ProjectReader } from '../projects/project-reader'
import type { WorkspacesService } from '../workspaces/workspaces'
import {
  createPublishLog,
  keepInHistory,
  type PublishLogFiles,
  type Said,
} from '../history/publish-log'
import type { ReadStored } from '../history/published-texts'
import type { CurrentState } from './read-current'
import { cleanOf, type CleanOfSecrets } from '../history/clean-of-secrets'
import type { PublishSession } from './session'
import { settled } from '../history/settled-record'
import type { RecordedRequest } from '../../../core/history/publish-history'
import type { AppError } from '../../../core/errors/app-error'
import { isJsonObject, type JsonValue } from '../../../core/model/json'
import { keptEntry } from '../../../core/fields/kept-document'
import { apiPath } from '../../../core/links/api-address'

/** Drops entities, which are recorded separately. */
function shortAnswer(value: unknown): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined
  const { project, warnings } = value
  if (!isJsonObject(project)) return keptEntry(value)
  const { id, revision_id: revision } = project
  const kept: Record<string, JsonValue> = {}
  if (id !== undefined) kept['id'] = id
  if (revision !== undefined) kept['revision_id'] = revision
  return { project: kept, ...(warnings === undefined ? {} : { warnings }) }
}

function failedAnswer({ code, message, status, requestId }: AppError): RecordedRequest['answer'] {
  return {
    kind: 'failed',
    code,
    message,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

/** Client that records each write's request and answer without secrets. */
export function recordingClient(
  client: ApiClient,
  deps: {
    readonly clean: CleanOfSecrets
    readonly now: () => Date
    readonly onRequest: (request: RecordedRequest) => void
  },
): ApiClient {
  const { clean, now, onRequest } = deps
  return {
    async send<Body>(call: ApiCall<Body>) {
      const result = await client.send(call)
      if (call.method === 'GET') return result
      const body = result.ok ? shortAnswer(result.value) : undefined
      const answer: RecordedRequest['answer'] = result.ok
        ? { kind: 'done', ...(body === undefined ? {} : { body: clean(body) }) }
        : failedAnswer(result.error)
      onRequest({
        at: now().toISOString(),
        method: call.method,
        path: apiPath(call.segments) ?? '',
        ...(call.body === undefined ? {} : { body: clean(call.body) }),
        answer,
      })
      return result
    },
  }
}

export interface BeginSessionDeps {
  readonly client: ApiClient
  readonly files: AppFiles
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly guards: Pick<GuardsService, 'permit'>
  readonly ownWrites: OwnWrites
  readonly secretEnds: PublishSession['secretEnds']
  readonly servers: Omit<ServersKnown, 'of'>
  readonly reader: ProjectReader
  readonly readStored: ReadStored
  /** Ends early on abort. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly now: () => Date
  readonly publishFiles: PublishLogFiles
  readonly newId: () => string
}

/** Moves an interrupted publish to the history; the fresh state has its effects. */
async function keepInterrupted(
  { publishFiles, secretEnds, now }: Pick<BeginSessionDeps, 'publishFiles' | 'secretEnds' | 'now'>,
  { stored, snapshot }: CurrentState,
  draft: Draft,
): Promise<void> {
  const earlier = await publishFiles.running.read(stored.projectId)
  // A damaged record was reported and must not block publishing.
  if (!earlier.ok || !earlier.value) return
  const what = { drafted: stored.intents, fresh: snapshot, at: now().toISOString() }
  const { record, done } = settled(earlier.value, what)
  await keepInHistory(publishFiles, record)
  await secretEnds.published(done, draft)
}

/** Records what will be sent; `draft.write-failed` means nothing may be sent. */
export async function beginSession(
  deps: BeginSessionDeps,
  agreed: {
    readonly current: CurrentState
    readonly access: Access
    readonly confirmed: PublishSession['confirmed']
    readonly draft: Draft
    readonly plan: PublishPlan
    readonly consequences: Consequences
    readonly excluded: ReadonlySet<string>
    readonly secrets: ReadonlyMap<string, string>
    readonly said: Said
  },
  signal?: AbortSignal,
): Promise<Result<PublishSession>> {
  const { client, files, workspaces, guards, ownWrites, secretEnds, servers, reader, sleep, now } =
    deps
  const { publishFiles, newId, readStored } = deps
  const { current, access, confirmed, draft, plan, excluded, secrets } = agreed
  const { snapshot, workspaceId } = current
  // If finished steps can't be removed on disk, nothing may be sent.
  const kept = await files.drafts.write(current.stored)
  if (!kept.ok) return kept
  await keepInterrupted(deps, current, draft)
  const workspace = (await workspaces.list()).find(({ id }) => id === workspaceId)
  const stayed = countStaying(snapshot, draft.intents, plan.intents, excluded)
  const mark = { publishId: newId(), at: now().toISOString() }
  const clean = cleanOf(secrets.values())
  const log = createPublishLog({
    clean,
    files: publishFiles,
    id: mark.publishId,
    now,
    workspace: workspace ?? { id: workspaceId, name: workspaceId },
    said: agreed.said,
    plan,
    planned: snapshot,
    consequences: agreed.consequences,
    excluded,
    stayed,
    readStored,
  })
  const begun = await log.begin()
  if (!begun.ok) return begun
  return success({
    mark,
    client: recordingClient(client, {
      clean,
      now,
      onRequest: (request) => log.requested(request),
    }),
    log,
    access,
    guards,
    confirmed,
    reader,
    ownWrites,
    secretEnds,
    servers,
    pause: (milliseconds) => sleep(milliseconds, signal),
    projectId: draft.projectId,
    excluded,
    stayed,
    plan,
    planned: snapshot,
    secrets,
    clean,
    now,
    files,
    ids: {},
    warnings: [],
    dropped: [],
    requests: 0,
    snapshot,
    draft,
    isRead: true,
    revisionMayHaveMoved: false,
  })
}
