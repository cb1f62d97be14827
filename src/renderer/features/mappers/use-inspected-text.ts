import { onScopeDispose, shallowRef, watch } from 'vue'
import type { WorkingConnection } from '../../../core/draft/working-copy'
import type { AppError } from '../../../core/errors/app-error'
import { contentHash, inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'
import type { ProjectId } from '../../../core/model/project-id'

type ReadText =
  /** The text that was looked at, from `address`. */
  | { readonly kind: 'ready'; readonly text: string; readonly address: string }
  /** The connection has another text now, which will be inspected in a moment. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly error: AppError }

export type InspectedText = { readonly kind: 'loading' } | ReadText

export const mapperAddress = ({ fields }: WorkingConnection) =>
  textMember(fields, 'mapper_url') ?? ''

type Wanted = { readonly connection: WorkingConnection; readonly id: string }

/** Places and fixes are of use only on the very text that was looked at, so its hash is compared. */
function shown(id: string, address: string, text: string): ReadText {
  const hash = mapperHash(address) ?? contentHash(new TextEncoder().encode(text))
  return hash === id ? { kind: 'ready', text, address } : { kind: 'changed' }
}

/** What is known without asking anyone; `undefined` for a text that lies at an address. */
function atHand({ id, connection }: Wanted): ReadText | undefined {
  const address = mapperAddress(connection)
  const known = mapperHash(address)
  if (known !== undefined && known !== id) return { kind: 'changed' }
  const bytes = inlineMapperBytes(address)
  return bytes ? shown(id, address, new TextDecoder().decode(bytes)) : undefined
}

/**
 * Reads the text that findings are about from wherever the connection has it.
 *
 * @param wanted the connection, and the hash of the text that was looked at
 */
export async function readInspectedText(
  projectId: ProjectId,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<ReadText> {
  const known = atHand(wanted)
  if (known) return known
  const mapperUrl = mapperAddress(wanted.connection)
  const result = await request('mapper.read', { projectId, mapperUrl }, signal ? { signal } : {})
  if (!result.ok) return { kind: 'failed', error: result.error }
  return shown(wanted.id, mapperUrl, result.value.text)
}

/**
 * The same, kept up to date with what is wanted.
 *
 * @param wanted the connection, and the hash of the text that was looked at
 */
export function useInspectedText(wanted: () => Wanted | undefined) {
  const project = useProject()
  const state = shallowRef<InspectedText>({ kind: 'loading' })
  let reading: AbortController | undefined

  async function load(now: Wanted): Promise<void> {
    state.value = atHand(now) ?? { kind: 'loading' }
    if (state.value.kind !== 'loading') return
    const controller = new AbortController()
    reading = controller
    const text = await readInspectedText(project.projectId, now, controller.signal)
    if (!controller.signal.aborted) state.value = text
  }

  watch(
    () => {
      const { connection, id } = wanted() ?? {}
      return connection && id !== undefined ? `${id} ${mapperAddress(connection)}` : undefined
    },
    () => {
      reading?.abort()
      const now = wanted()
      if (now) void load(now)
    },
    { immediate: true },
  )
  onScopeDispose(() => reading?.abort())

  return state
}
