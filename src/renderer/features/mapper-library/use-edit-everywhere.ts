import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { MapperUse } from '../../../core/mapper/library/entry'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import { request } from '../../bridge/request'
import { useLatest } from '../../composables/use-latest'
import { useProjectsStore } from '../../stores/projects'
import { whyFixed } from './library-words'
import { useUses } from './use-mapper'

/** Milliseconds without a key after which the text is inspected, and its cases are run. */
const quiet = 200
const quietForCases = 500

type EditOutcome = RequestOutput<'mapper-library.edit'>
type Tried = RequestOutput<'mapper-library.try'>

/** Unique in one mapper: a connection has it once. */
export const keyOfUse = ({ projectId, connectionKey }: MapperUse): string =>
  `${projectId} ${connectionKey}`

const canTake = (use: MapperUse) => whyFixed(use) === undefined
/** Taken without being asked: nothing of a draft is lost by it. */
const isPlain = (use: MapperUse) => canTake(use) && use.state !== 'replaced'

/** An edit of a mapper for whichever of its uses are chosen. */
export function useEditEverywhere(
  mapper: { readonly id: string; readonly before: string },
  begin: string,
) {
  const projectsStore = useProjectsStore()
  const { id, before } = mapper
  const text = ref(begin)
  const uses = shallowRef<readonly MapperUse[]>([])
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const reading = ref(true)
  const error = shallowRef<AppError>()
  const findings = shallowRef<readonly MapperFinding[]>()
  /** Why the text could not be looked at. */
  const uninspected = shallowRef<AppError>()
  const tried = shallowRef<Tried>()
  const triedError = shallowRef<AppError>()
  const working = ref(false)
  const controller = new AbortController()
  onScopeDispose(() => controller.abort())
  const { projects, list } = useUses(id, () => undefined)

  /** All of them: what is not seen cannot be chosen. */
  async function readUses(): Promise<void> {
    reading.value = true
    error.value = undefined
    const found = await list.all({ id }, Infinity, controller)
    if (found.ok) {
      uses.value = found.value
      chosen.value = new Set(found.value.filter(isPlain).map(keyOfUse))
    } else error.value = found.error
    reading.value = false
  }
  void readUses()

  useLatest(
    text,
    quiet,
    async (signal) => {
      const asked = text.value
      const result = await request('mapper-library.inspect', { id, text: asked }, { signal })
      return { asked, result }
    },
    ({ asked, result }) => {
      if (asked !== text.value) return
      findings.value = result.ok ? result.value.findings : undefined
      uninspected.value = result.ok ? undefined : result.error
    },
  )
  const { asking: trying } = useLatest(
    text,
    quietForCases,
    (signal) => request('mapper-library.try', { id, text: text.value }, { signal }),
    (result) => {
      tried.value = result.ok ? result.value : undefined
      triedError.value = result.ok ? undefined : result.error
    },
  )

  function type(next: string): void {
    text.value = next
    findings.value = undefined
    uninspected.value = undefined
  }

  /** Takes uses, or leaves them out; those that cannot be taken stay out. */
  function choose(which: readonly MapperUse[], take: boolean): void {
    const next = new Set(chosen.value)
    for (const use of which.filter(canTake)) {
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

  /** Writes what is typed in open projects first, so that nothing of it is in the way. */
  async function flush(): Promise<void> {
    const ids = new Set(takenProjects.value.map((project) => project.id))
    const open = projectsStore.tabs.filter(({ projectId }) => ids.has(projectId))
    // What cannot be written stays in its window, on top of the edit, and that window tells.
    await Promise.all(open.map(({ saving }) => saving.flush()))
  }

  /** @returns what came of it; `undefined` where it failed as a whole */
  async function put(): Promise<EditOutcome | undefined> {
    if (working.value || taken.value.length === 0) return undefined
    working.value = true
    error.value = undefined
    await flush()
    const result = await request('mapper-library.edit', {
      id,
      text: text.value,
      uses: taken.value.map(({ projectId, connectionKey, state }) => ({
        projectId,
        connectionKey,
        overwrite: state === 'replaced',
      })),
    })
    working.value = false
    if (result.ok) return result.value
    error.value = result.error
    return undefined
  }

  return {
    text,
    uses,
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
    isChanged: computed(() => text.value !== before),
    type,
    choose,
    readUses,
    put,
  }
}
