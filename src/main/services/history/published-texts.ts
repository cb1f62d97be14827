import { success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { ReadText } from '../../../core/ipc/common'
import { hasMapper, keyOfTarget } from '../../../core/mapper/owners/owners'
import { inlineMapperBytes } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import type { PublishRecord } from '../../../core/history/publish-history'
import { keptText } from '../../../core/history/replaced-texts'
import type { ProjectId } from '../../../core/model/project-id'

export type ReadStored = (
  projectId: ProjectId,
  address: string,
  signal: AbortSignal | undefined,
  kind: 'mapper' | 'metadata',
) => Promise<Result<string>>

/** Texts before and after a publish; addresses come from the record, never from the window. */
export async function publishedTexts(
  record: Pick<PublishRecord, 'entities' | 'texts'>,
  { projectId, key, field }: RequestInput<'publish-history.texts'>,
  readStored: ReadStored,
  signal: AbortSignal | undefined,
): Promise<RequestOutput<'publish-history.texts'>> {
  const kind = field === 'mapper_url' ? 'mapper' : 'metadata'
  const entity = record.entities.find(
    (item) =>
      hasMapper(item.kind) &&
      [item.before, item.after].some(
        (side) => side && keyOfTarget({ kind: item.kind, key: side.key }) === key,
      ),
  )

  async function textOf(state: 'before' | 'after'): Promise<ReadText | undefined> {
    const address = textMember(entity?.[state]?.document ?? {}, field)
    if (!address) return undefined
    const kept = keptText(record, address)
    if (kept !== undefined) return { text: kept }
    const inline = inlineMapperBytes(address)
    // An inline value needs neither key nor network.
    const read = inline
      ? success(new TextDecoder().decode(inline))
      : await readStored(projectId, address, signal, kind)
    return read.ok ? { text: read.value } : { error: read.error }
  }
  const [before, after] = await Promise.all([textOf('before'), textOf('after')])
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) }
}
