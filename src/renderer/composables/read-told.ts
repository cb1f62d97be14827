import { workingCopy } from '../../core/draft/working-copy'
import type { AppError } from '../../core/errors/app-error'
import { noIntents } from '../../core/intents/intents'
import type { PublishEnd } from '../../core/ipc/publish'
import type { ProjectId } from '../../core/model/project-id'
import { request } from '../bridge/request'
import { needsState, toldOf, type Told } from './published-told'

export interface ReadTold {
  readonly told: Told
  readonly error?: AppError
}

export async function readTold(
  projectId: ProjectId,
  end: PublishEnd,
  name: string | undefined,
): Promise<ReadTold> {
  const read = await request('publish-history.read', { projectId, id: end.publishId })
  if (!read.ok) return { told: toldOf(end, name), error: read.error }
  const record = read.value
  if (!needsState(end, record)) return { told: toldOf(end, name, record) }
  const opened = await request('project.open', { projectId })
  if (!opened.ok) return { told: toldOf(end, name, record), error: opened.error }
  const { snapshot, draft } = opened.value
  const state = snapshot && {
    snapshot,
    copy: workingCopy(snapshot, draft?.intents ?? noIntents),
  }
  return { told: toldOf(end, name, record, state) }
}
