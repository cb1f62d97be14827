import { onScopeDispose, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { RequestProgress } from '../../../core/ipc/contract'
import type { ShownPerson } from '../../../core/ipc/people'
import { t } from '../../../core/language/translate'
import type { ProjectId } from '../../../core/model/project-id'
import type { PeopleGroup } from '../../../core/people/group'
import { request } from '../../bridge/request'
import type { ReadBy } from '../../stores/people'

/** The people of a group as they were read: in memory alone, and gone with the scope. */
interface Shown {
  readonly people: readonly ShownPerson[]
  readonly total: number
  readonly isWhole: boolean
}

/** Reads the people of a group, to show them or to write a table of their IDs; main asks before each. */
export function useShownPeople(projectId: ProjectId, group: PeopleGroup) {
  const shown = shallowRef<Shown>()
  const busy = ref<'show' | 'export'>()
  /** People read so far. */
  const read = ref(0)
  const said = ref('')
  const error = shallowRef<AppError>()
  const isKeyLeft = ref(false)
  let controller: AbortController | undefined

  onScopeDispose(() => {
    controller?.abort()
    shown.value = undefined
  })

  const onProgress = ({ people }: RequestProgress<'people.show'>) => (read.value = people)

  function begin(what: 'show' | 'export'): AbortSignal {
    busy.value = what
    read.value = 0
    said.value = ''
    error.value = undefined
    isKeyLeft.value = false
    controller = new AbortController()
    return controller.signal
  }

  function failed(problem: AppError): void {
    if (problem.code === 'request.cancelled') said.value = t('Cancelled.')
    else error.value = problem
  }

  async function show(by: ReadBy): Promise<void> {
    if (busy.value) return
    const signal = begin('show')
    const result = await request('people.show', { projectId, group, ...by }, { signal, onProgress })
    busy.value = undefined
    if (!result.ok) return failed(result.error)
    if (result.value.kind === 'declined') {
      said.value = t('Nothing was read.')
      return
    }
    const { people, total, isWhole, left } = result.value
    shown.value = { people, total, isWhole }
    isKeyLeft.value = left.length > 0
  }

  async function write(by: ReadBy): Promise<void> {
    if (busy.value) return
    const signal = begin('export')
    const result = await request(
      'people.export',
      { projectId, group, ...by },
      { signal, onProgress },
    )
    busy.value = undefined
    if (!result.ok) return failed(result.error)
    if (result.value.kind === 'declined') {
      said.value = t('Nothing was saved.')
      return
    }
    const { name, people, isWhole, left } = result.value
    isKeyLeft.value = left.length > 0
    said.value = isWhole
      ? t('{count, plural, one {# ID} other {# IDs}} saved as {name}.', { count: people, name })
      : t(
          'At least {count, plural, one {# ID} other {# IDs}} saved as {name}: the list stopped early.',
          {
            count: people,
            name,
          },
        )
  }

  return {
    shown,
    busy,
    said,
    error,
    isKeyLeft,
    read,
    show,
    write,
    stop: () => controller?.abort(),
  }
}
