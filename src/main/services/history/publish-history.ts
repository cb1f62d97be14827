import { randomUUID } from 'node:crypto'
import { cutText } from '../../../core/model/cut-text'
import { timeText } from '../../../core/model/format'
import { longestSummary } from '../../../core/publish/why'
import type { PublishRecord, PublishSummary } from '../../../core/history/publish-history'
import { withKeptTexts } from '../../../core/history/replaced-texts'
import { planRevert } from '../../../core/history/revert'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { AppFiles } from '../../files/app-files'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'
import type { TextCache } from '../../files/snapshots/text-cache'
import type { PutStep } from '../drafts/put-step'
import type { ProjectsService } from '../projects/projects'
import { publishedTexts, type ReadStored } from './published-texts'
import type { ProjectId } from '../../../core/model/project-id'

interface Place {
  readonly projectId: ProjectId
  readonly id: string
}

export interface PublishHistoryService {
  list(projectId: ProjectId): Promise<Result<PublishSummary[]>>
  read(place: Place): Promise<Result<PublishRecord>>
  texts(
    input: RequestInput<'publish-history.texts'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'publish-history.texts'>>>
  file(place: Place): Promise<Result<{ readonly suggestedName: string; readonly text: string }>>
  /** Adds the inverse of a publish to the draft as one step; offline on the stored state. */
  revert(
    place: Place,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'publish-history.revert'>>>
}

const notKept = () =>
  failure(appError('request.invalid', t('This publish is no longer in the history')))

export function createPublishHistoryService(deps: {
  readonly history: PublishHistoryFiles
  readonly files: Pick<AppFiles, 'snapshots'>
  readonly putStep: PutStep
  readonly projects: Pick<ProjectsService, 'read'>
  readonly readStored: ReadStored
  readonly texts: Pick<TextCache, 'keep'>
}): PublishHistoryService {
  const { history, files, putStep, projects, readStored, texts } = deps

  async function read({ projectId, id }: Place): Promise<Result<PublishRecord>> {
    const record = await history.read(projectId, id)
    if (!record.ok) return record
    return record.value ? success(record.value) : notKept()
  }

  return {
    list: (projectId) => history.list(projectId),
    read,

    async texts(input, signal) {
      const record = await read(input)
      if (!record.ok) return record
      return success(await publishedTexts(record.value, input, readStored, signal))
    },

    async file(place) {
      const record = await read(place)
      if (!record.ok) return record
      const { startedAt, project } = record.value
      const time = startedAt.slice(0, 19).replace(/[:T]/g, '-')
      const slug = project.slug.replace(/[^\w.-]/g, '').slice(0, 60)
      const text = `${JSON.stringify(record.value, undefined, 2)}\n`
      return success({ suggestedName: `publish-${slug}-${time}.json`, text })
    },

    async revert(place, signal) {
      const { projectId } = place
      const record = await read(place)
      if (!record.ok) return record
      // Makes restored texts available to the editor and checks.
      for (const [hash, text] of Object.entries(record.value.texts ?? {})) {
        await texts.keep(hash, text)
      }
      const stored = await files.snapshots.read(projectId)
      const fresh = await projects.read(projectId, { signal })
      const known = stored.ok ? stored.value : undefined
      if (!fresh.ok && !known) return fresh
      const put = await putStep(
        projectId,
        (now, { intents }) => {
          const newKey = () => `new:${randomUUID()}`
          const { changes, items, redirects } = planRevert(record.value, now, intents, newKey)
          const { startedAt, why } = record.value
          const what = why?.summary || timeText(startedAt)
          return success({
            label: t('Reverted the publish of {time}', { time: startedAt }),
            about: cutText(t('revert of {what}', { what }), longestSummary),
            changes: withKeptTexts(changes, record.value),
            answer: {
              items: items.map((item) => ({
                ...item,
                fields: [...item.fields],
                missing: [...item.missing],
              })),
              redirects: redirects.map((item) => ({ ...item })),
            },
          })
        },
        known,
      )
      if (!put.ok) return put
      const { answer, ...now } = put.value
      return success({ ...now, ...answer })
    },
  }
}
