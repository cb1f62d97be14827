import type { OrganizationIds } from '../../../core/intents/organization-ids'
import { intentOf, targetsOf, type Intents } from '../../../core/intents/intents'
import {
  recordedChanges,
  withEntities,
  withOrganizationIds,
} from '../../../core/history/publish-history'
import type {
  PublishRecord,
  PublishResult,
  RecordedEntity,
  RecordedRequest,
} from '../../../core/history/publish-history'
import type { Why } from '../../../core/publish/why'
import { planText, requestLine, type PublishPlan } from '../../../core/publish/publish-plan'
import type { DroppedField } from '../../../core/publish/dropped-fields'
import { keptDocument, recordedEntities } from '../../../core/history/recorded-entities'
import { clientsGoneWith } from '../../../core/draft/cascades'
import { serverEntity } from '../../../core/draft/working-copy'
import { toldWithTexts, type Consequences } from '../../../core/publish/consequences'
import { storedHash, replacedTexts } from '../../../core/history/replaced-texts'
import type { AppError } from '../../../core/errors/app-error'
import { success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { Workspace } from '../../../core/model/project'
import type { Snapshot } from '../../../core/model/snapshot'
import type { Notices } from '../../files/store/notices'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'
import type { RunningPublish, RunningPublishFiles } from '../../files/publish/running-publish'
import type { CleanOfSecrets } from './clean-of-secrets'
import type { ReadStored } from './published-texts'

/** Maximum number of characters of texts per publish. */
const mostCharacters = 4_000_000

/** Reads texts a publish replaces while Ory still has them; omits unreadable ones. */
async function readReplaced(
  readStored: ReadStored,
  snapshot: Snapshot,
  intents: Intents,
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  let left = mostCharacters
  for (const { address, hash, kind } of replacedTexts(snapshot, intents)) {
    const read = await readStored(snapshot.summary.id, address, undefined, kind)
    if (!read.ok || read.value.length > left) continue
    left -= read.value.length
    texts[hash] = read.value
  }
  return texts
}

/** The person's summary and name. */
export interface Said {
  readonly by?: string
  readonly why?: Why
}

/** The record of a publish: running first, then in the history. */
export interface PublishLog {
  /** Records the plan before its first request. */
  begin(): Promise<Result<void>>
  /** Adds a request, written with its step or at the end. */
  requested(request: RecordedRequest): void
  /** Records a step before the next one begins. */
  stepDone(step: {
    readonly before: Snapshot
    readonly sent: Intents
    readonly answer: Snapshot
    readonly ids: OrganizationIds
    readonly dropped: readonly DroppedField[]
  }): Promise<Result<void>>
  /** Moves it to the history if any request was made. */
  end(how: {
    readonly result: PublishResult
    readonly snapshot: Snapshot
    readonly warnings: PublishRecord['warnings']
    readonly error?: AppError | undefined
  }): Promise<void>
}

export interface PublishLogFiles {
  readonly history: PublishHistoryFiles
  readonly running: RunningPublishFiles
  readonly notices: Notices
}

function keptDrop({ target, field, sent, answered }: DroppedField) {
  return {
    target,
    field,
    ...(sent === undefined ? {} : { sent }),
    ...(answered === undefined ? {} : { answered }),
  }
}

/** Entity effects without this publish's secrets. */
function cleanEntity(entity: RecordedEntity, clean: CleanOfSecrets): RecordedEntity {
  const { before, after, ...rest } = entity
  return {
    ...rest,
    ...(before ? { before: { ...before, document: clean(before.document) } } : {}),
    ...(after ? { after: { ...after, document: clean(after.document) } } : {}),
  }
}

const mostLines = 1000

/** Moves a record to the history; failures become notices. */
export async function keepInHistory(
  { history, running, notices }: PublishLogFiles,
  record: PublishRecord,
): Promise<void> {
  const isWorthKeeping = record.requests.length > 0 || record.done > 0
  const kept = isWorthKeeping ? await history.add(record) : success(undefined)
  if (!kept.ok) {
    notices.add({
      id: `history ${record.id}`,
      title: t('A publish could not be saved in the history'),
      text: `${t('Its changes are published, but cannot be reverted from here.')} ${kept.error.message}`,
    })
  }
  await running.delete(record.projectId)
}

export function createPublishLog(deps: {
  readonly files: PublishLogFiles
  readonly id: string
  readonly now: () => Date
  readonly workspace: Pick<Workspace, 'id' | 'name' | 'keyHint'>
  readonly said: Said
  readonly plan: PublishPlan
  readonly planned: Snapshot
  readonly consequences: Consequences
  readonly excluded: ReadonlySet<string>
  readonly clean: CleanOfSecrets
  readonly stayed: number
  readonly readStored: ReadStored
}): PublishLog {
  const { files, id, now, plan, planned, consequences, excluded, clean, stayed } = deps
  const { id: projectId, name, slug, environment } = planned.summary
  const { keyHint } = deps.workspace
  const time = now().toISOString()
  const workspace = {
    id: deps.workspace.id,
    name: deps.workspace.name,
    ...(keyHint === undefined ? {} : { keyHint }),
  }
  let state: RunningPublish = {
    record: {
      id,
      projectId,
      startedAt: time,
      endedAt: time,
      workspace,
      ...deps.said,
      project: { name, slug, environment },
      result: 'interrupted',
      steps: plan.steps.length,
      done: 0,
      revisionBefore: planned.revisionId,
      revisionAfter: planned.revisionId,
      changes: [],
      requests: [],
      warnings: [],
      dropped: [],
      entities: [],
      stayed,
      impact: consequences.impact.lines.slice(0, mostLines),
    },
    requests: plan.steps.map((step) => requestLine(step, projectId, plan.revisionId)),
    shown: planText(plan),
    excluded: [...excluded],
    intents: plan.intents,
    changes: recordedChanges(planned, plan.intents),
    before: [
      ...targetsOf(plan.intents).flatMap((target) => {
        const document = serverEntity(planned, target)
        return document ? [{ ...target, document: keptDocument(document) }] : []
      }),
      ...clientsGoneWith(planned, plan.intents).map(({ key, entry }) => ({
        kind: 'scim-client' as const,
        key,
        document: keptDocument(entry),
      })),
    ],
    ids: {},
  }

  /** Runs beside the requests. */
  let texts: Promise<Record<string, string>> | undefined

  /** Adds the replaced texts as the person saw them. */
  function withReplaced(replaced: Readonly<Record<string, string>>): Partial<PublishRecord> {
    const textAt = (address: string) => replaced[storedHash(address) ?? '']
    const { impact } = toldWithTexts(consequences, textAt, time)
    return { texts: { ...replaced }, impact: impact.lines.slice(0, mostLines) }
  }

  function update(part: Partial<PublishRecord>, ids: OrganizationIds = {}): void {
    const record = { ...state.record, endedAt: now().toISOString(), ...part }
    state = { ...state, record, ids: { ...state.ids, ...ids } }
  }

  return {
    begin() {
      texts = readReplaced(deps.readStored, planned, plan.intents)
      return files.running.write(state)
    },

    requested(request) {
      update({ requests: [...state.record.requests, request] })
    },

    stepDone({ before, sent, answer, ids, dropped }) {
      const { record } = state
      const all = { ...state.ids, ...ids }
      const done = state.changes.filter(({ target }) => intentOf(sent, target) !== undefined)
      update(
        {
          done: record.done + 1,
          revisionAfter: answer.revisionId,
          changes: [...record.changes, ...done.map((change) => withOrganizationIds(change, all))],
          entities: withEntities(
            record.entities,
            recordedEntities(before, sent, answer, ids).map((entity) => cleanEntity(entity, clean)),
          ),
          dropped: dropped.map(keptDrop),
        },
        ids,
      )
      return files.running.write(state)
    },

    async end({ result, snapshot, warnings, error }) {
      const replaced = await texts
      update({
        result,
        revisionAfter: snapshot.revisionId,
        warnings: [...warnings],
        ...(error ? { error: { code: error.code, message: error.message } } : {}),
        ...(replaced && Object.keys(replaced).length > 0 ? withReplaced(replaced) : {}),
      })
      return keepInHistory(files, state.record)
    },
  }
}
