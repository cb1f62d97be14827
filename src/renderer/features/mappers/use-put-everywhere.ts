import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestOutput } from '../../../core/ipc/contract'
import { isEditableUse, isPlainUse, type MapperUse } from '../../../core/mapper/texts/entry'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import { contentHash } from '../../../core/model/mapper-text'
import { request } from '../../bridge/request'
import { keyOfUse } from './mapper-words'
import { useUses } from './use-mapper'
import { useEditUses } from './use-fix'

type Tried = RequestOutput<'all-mappers.try'>

export function usePutEverywhere({ id, text }: { readonly id: string; readonly text: string }) {
  const { edit, error, working } = useEditUses()
  const uses = shallowRef<readonly MapperUse[]>([])
  /** Uses whose draft already has the text. */
  const there = ref(0)
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const reading = ref(true)
  const findings = shallowRef<readonly MapperFinding[]>()
  /** Why the text could not be inspected. */
  const uninspected = shallowRef<AppError>()
  const tried = shallowRef<Tried>()
  const triedError = shallowRef<AppError>()
  const trying = ref(true)
  const controller = new AbortController()
  const { signal } = controller
  onScopeDispose(() => controller.abort())
  const { projects, list } = useUses(id, () => undefined)

  /** All of them: what is not visible cannot be chosen. */
  async function readUses(): Promise<void> {
    reading.value = true
    error.value = undefined
    const hash = contentHash(new TextEncoder().encode(text))
    const [found, same] = await Promise.all([
      list.all({ id }, Infinity, controller),
      list.all({ id: hash }, Infinity, controller),
    ])
    if (signal.aborted) return
    if (found.ok) {
      // An unknown text has no uses yet.
      const known = new Set(same.ok && hash !== id ? same.value.map(keyOfUse) : [])
      uses.value = found.value.filter((use) => !known.has(keyOfUse(use)))
      there.value = found.value.length - uses.value.length
      chosen.value = new Set(uses.value.filter(isPlainUse).map(keyOfUse))
    } else error.value = found.error
    reading.value = false
  }

  async function inspect(): Promise<void> {
    const result = await request('all-mappers.inspect', { id, text }, { signal })
    findings.value = result.ok ? result.value.findings : undefined
    uninspected.value = result.ok ? undefined : result.error
  }

  async function tryCases(): Promise<void> {
    const result = await request('all-mappers.try', { id, text }, { signal })
    tried.value = result.ok ? result.value : undefined
    triedError.value = result.ok ? undefined : result.error
    trying.value = false
  }
  void readUses()
  void inspect()
  void tryCases()

  /** Selects or deselects uses; skips those that cannot be edited. */
  function choose(which: readonly MapperUse[], take: boolean): void {
    const next = new Set(chosen.value)
    for (const use of which.filter(isEditableUse)) {
      if (take) next.add(keyOfUse(use))
      else next.delete(keyOfUse(use))
    }
    chosen.value = next
  }

  const taken = computed(() => uses.value.filter((use) => chosen.value.has(keyOfUse(use))))
  const takenProjects = computed(() => {
    const ids = new Set(taken.value.map(({ projectId }) => projectId))
    return [...ids].flatMap((projectId) => projects.value.get(projectId) ?? [])
  })

  return {
    uses,
    there,
    projects,
    chosen,
    reading,
    error,
    findings,
    uninspected,
    tried,
    triedError,
    trying,
    working,
    taken,
    takenProjects,
    choose,
    readUses,
    put: () =>
      edit({
        id,
        change: { kind: 'text', text },
        uses: taken.value.map(({ projectId, connectionKey, state }) => ({
          projectId,
          connectionKey,
          overwrite: state === 'replaced',
        })),
      }),
  }
}
