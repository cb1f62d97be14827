import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { MapperEntry } from '../../../core/mapper/texts/entry'
import { inParallel } from '../../concurrency/in-parallel'
import type { ReadText } from '../projects/projects'
import type { ProjectId } from '../../../core/model/project-id'

const mostReasons = 5

const isOffline = ({ code }: AppError) => code === 'network.off' || code === 'network.offline'

export const isFetchable = ({ problem }: MapperEntry): boolean =>
  problem?.kind === 'not-here' || problem?.kind === 'elsewhere'

/** Fetches texts through projects that use them, a few at a time; stops without a network. */
export async function fetchTexts(
  entries: readonly MapperEntry[],
  options: {
    readonly openTexts: (projectId: ProjectId) => ReadText
    readonly texts: Map<string, string>
    readonly unread: Map<string, string>
    readonly emit: (progress: { readonly done: number; readonly of: number }) => void
    readonly signal?: AbortSignal | undefined
  },
): Promise<Result<RequestOutput<'all-mappers.fetch'>>> {
  const { openTexts, texts, unread, emit, signal } = options
  const readers = new Map<string, ReadText>()
  const readerOf = (projectId: ProjectId): ReadText => {
    const known = readers.get(projectId) ?? openTexts(projectId)
    readers.set(projectId, known)
    return known
  }
  const reasons = new Set<string>()
  let done = 0
  let failed = 0
  let offline: AppError | undefined
  emit({ done, of: entries.length })
  await inParallel(
    entries,
    async ({ address, hash, uses }) => {
      const project = uses.find(({ state }) => state !== 'draft') ?? uses[0]
      if (!project || offline) return
      const text = await readerOf(project.projectId)(address, signal)
      if (signal?.aborted) return
      if (text.ok && hash === undefined) texts.set(address, text.value)
      if (text.ok) unread.delete(address)
      else {
        unread.set(address, text.error.message)
        if (isOffline(text.error)) offline = text.error
        reasons.add(text.error.message)
        failed += 1
      }
      done += 1
      emit({ done, of: entries.length })
    },
    signal,
  )
  if (signal?.aborted) return failure(appError('request.cancelled', t('Not all texts were read')))
  if (offline) return failure(offline)
  return success({ read: done - failed, failed, reasons: [...reasons].slice(0, mostReasons) })
}
