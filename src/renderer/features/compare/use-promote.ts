import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { NamedRule } from '../../../core/compare/named-values'
import { appError, type AppError } from '../../../core/errors/app-error'
import type { Promotion } from '../../../core/ipc/compare'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { ContentField } from '../../../core/model/content-field'
import type { TwoTexts } from '../../../core/ipc/common'
import { t } from '../../../core/language/translate'
import { request, subscribe } from '../../bridge/request'
import { useDraftsStore } from '../../stores/drafts'
import { useProjectsStore } from '../../stores/projects'
import { useTeamFoldersStore } from '../../stores/team-folders'
import { useNamedValuesStore } from './compare-store'
import { useUnreadProject } from './use-unread-project'

export interface Promoting {
  readonly sides: () => Pick<Promotion, 'left' | 'right'> | undefined
  readonly promotion: () => Promotion | undefined
  /** Writes the drafts of both sides to disk, where main reads them. */
  readonly flush: () => Promise<void>
  readonly done: () => void
}

/** The chosen differences on their way to the draft of the right project. */
export function usePromote(promoting: Promoting, close: () => void) {
  const projects = useProjectsStore()
  const drafts = useDraftsStore()
  const namedValues = useNamedValuesStore()
  const folders = useTeamFoldersStore()
  const rules = shallowRef<readonly NamedRule[]>()
  const preview = shallowRef<RequestOutput<'promote.preview'>>()
  const error = shallowRef<AppError>()
  const busy = ref(false)
  const asking = ref(false)
  let controller = new AbortController()
  onScopeDispose(() => controller.abort())

  async function look(): Promise<void> {
    const input = promoting.promotion()
    if (!input) return
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    asking.value = true
    await promoting.flush()
    const result = await request('promote.preview', input, { signal })
    if (signal.aborted) return
    asking.value = false
    error.value = result.ok ? undefined : result.error
    // What would go to another project is not shown beside the error of this one.
    preview.value = result.ok ? result.value : undefined
  }

  /** Main adds the step to the draft on disk, and tells a session that is open here. */
  async function make(): Promise<void> {
    const input = promoting.promotion()
    if (!input || !preview.value || busy.value) return
    const { projectId, name } = preview.value.target
    busy.value = true
    const session = projects.sessions.get(projectId)
    const isSecured = (await session?.secured('revert')) ?? true
    const result = isSecured ? await request('promote.make', input) : undefined
    busy.value = false
    if (!result) return
    error.value = result.ok ? undefined : result.error
    if (!result.ok) return
    promoting.done()
    if (input.left.kind === 'folder') void folders.refresh()
    close()
    const words = t('{count, plural, one {# change} other {# changes}} in the draft', {
      count: result.value.changes,
    })
    drafts.show([{ projectId, name, words }])
  }

  async function start(): Promise<void> {
    const sides = promoting.sides()
    if (!sides) return
    const known = await request('promote.rules', sides)
    if (known.ok) rules.value = known.value.rules
    else error.value = known.error
    await look()
  }
  watch([promoting.promotion, () => namedValues.changes], start, { immediate: true })
  onScopeDispose(subscribe('compare.noted', () => void start()))

  /** The texts of a mapper or metadata: as the target has it, and as it will be. */
  async function texts(id: string, field: ContentField, signal: AbortSignal): Promise<TwoTexts> {
    const sides = promoting.sides()
    const gone = { error: appError('request.cancelled', t('The comparison was closed')) }
    if (sides?.right.kind !== 'project') return { before: gone, after: gone }
    // It goes to the draft, whichever state of the target is compared.
    const right = { ...sides.right, state: 'draft' } as const
    const read = await request('compare.texts', { left: sides.left, right, id, field }, { signal })
    if (!read.ok) return { before: { error: read.error }, after: { error: read.error } }
    return { before: read.value.right, after: read.value.left }
  }

  const target = useUnreadProject(error, start)

  return { rules, preview, error, busy, asking, ...target, make, texts }
}
