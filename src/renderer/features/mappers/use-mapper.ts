import { computed, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { WholeMapper } from '../../../core/ipc/all-mappers'
import { mostMapperRows } from '../../../core/ipc/all-mappers'
import type { MapperProject, MapperUse } from '../../../core/mapper/texts/entry'
import type { ProjectId } from '../../../core/model/project-id'
import { request } from '../../bridge/request'
import { useLatest } from '../../composables/use-latest'
import { usePagedList } from '../../composables/use-paged-list'
import { useMappersStore } from './mappers-store'

type Uses = RequestOutput<'all-mappers.uses'>
interface UsesQuestion {
  readonly id: string
  readonly projectId?: ProjectId | undefined
}

/** Uses of a mapper, and their projects by ID. @param first project to list first */
export function useUses(id: string, first: () => ProjectId | undefined) {
  const projects = shallowRef<ReadonlyMap<string, MapperProject>>(new Map())
  const list = usePagedList<UsesQuestion, Uses, MapperUse>({
    question: () => ({ id, projectId: first() }),
    async ask(part, signal) {
      const answer = await request('all-mappers.uses', part, { signal })
      const more = answer.ok ? answer.value.projects : []
      projects.value = new Map([...projects.value, ...more.map((each) => [each.id, each] as const)])
      return answer
    },
    rowsOf: ({ uses }) => uses,
    page: 100,
    most: mostMapperRows,
  })
  return { projects, list }
}

/** Details of one mapper, reloaded when they may have changed. */
export function useMapper(id: string) {
  const mappers = useMappersStore()
  const only = () => mappers.filter.projectId
  const mapper = shallowRef<WholeMapper>()
  const readError = shallowRef<AppError>()
  const { projects, list } = useUses(id, only)
  const error = computed(() => readError.value ?? list.error.value)
  /** No use is left, or its text is now known by its hash. */
  const isGone = computed(() => error.value?.code === 'request.invalid')
  const { rows: uses, total } = list
  const known = useLatest(
    [],
    undefined,
    (signal) => request('all-mappers.read', { id, projectId: only() }, { signal }),
    (read) => {
      readError.value = read.ok ? undefined : read.error
      if (read.ok) mapper.value = read.value
    },
  )

  async function load(): Promise<void> {
    await Promise.all([known.askNow(), list.reload()])
  }

  const readOn = () => list.readOn(mostMapperRows)

  watch(() => mappers.version, load, { immediate: true })
  return { mapper, uses, projects, total, error, isGone, load, readOn }
}
