import { inlineMapperBytes } from '../../core/model/mapper-text'
import type { ReadText, TwoTexts } from '../../core/ipc/common'
import { appError } from '../../core/errors/app-error'
import { request } from '../bridge/request'
import type { ChangeText } from '../../core/publish/change-words'
import type { ProjectId } from '../../core/model/project-id'

/** Reads both texts of a change, from the value itself or from Ory's storage. */
export async function readStoredTexts(
  projectId: ProjectId,
  { kind, before, after }: Pick<ChangeText, 'kind' | 'before' | 'after'>,
  signal: AbortSignal,
): Promise<TwoTexts> {
  async function read(value: string | undefined): Promise<ReadText> {
    if (value === undefined || value === '') return { text: '' }
    const inline = inlineMapperBytes(value)
    if (inline) return { text: new TextDecoder().decode(inline) }
    if (value.startsWith('base64://')) {
      const code = kind === 'mapper' ? 'mapper.address-refused' : 'metadata.unreadable'
      return { error: appError(code, 'It is not base64') }
    }
    const input = { projectId, mapperUrl: value, kind }
    const result = await request('mapper.read', input, { signal })
    return result.ok ? { text: result.value.text } : { error: result.error }
  }
  const [left, right] = await Promise.all([read(before), read(after)])
  return { before: left, after: right }
}
