import { computed, proxyRefs, ref, shallowRef } from 'vue'
import type { AttentionAt } from '../../core/problems/attention'
import type { Attention } from '../../core/ipc/radar'
import { request } from '../bridge/request'
import { isDrafted } from '../project/finding-place'
import { loadRules, rules } from '../project/rules'
import type { ProjectSession } from '../project/project-session'
import { usePeopleStore } from '../stores/people'
import { useUiStore } from '../stores/ui'
import { useProject } from '../project/use-project'
import { useLastChecks } from './use-last-checks'
import { useNow } from './use-now'

function createAttention(project: ProjectSession, checks: ReturnType<typeof useLastChecks>) {
  const ui = useUiStore()
  const people = usePeopleStore()
  const { projectId } = project
  const latest = shallowRef<Attention>()
  const looking = ref(false)
  const now = useNow()
  let again = false

  /** Looks again; a request during a look is run afterwards. */
  async function look(): Promise<void> {
    again = looking.value
    if (looking.value) return
    looking.value = true
    do {
      again = false
      const result = await request('attention.look', { projectId })
      // Provides the words.
      await loadRules()
      if (result.ok) latest.value = result.value
    } while (again)
    looking.value = false
  }

  const nowIso = computed(() => new Date(now.value).toISOString())
  const all = computed<AttentionAt>(
    () =>
      rules.value?.attentionAt(
        latest.value?.findings ?? [],
        project.copy.server.connections,
        nowIso.value,
      ) ?? (() => []),
  )

  /** Attention states of a row, except for what the draft changes. */
  const statesAt: AttentionAt = (target) =>
    all.value(target).filter(({ problem }) => !isDrafted(project.copy, problem))

  // The state on disk may have changed: by a read, a publish, a count of people, or checks that ended.
  project.follow(
    () => [
      project.snapshot,
      people.countsOf(projectId),
      checks.progress === undefined ? checks.reports : undefined,
    ],
    () => project.snapshot && checks.progress === undefined && void look(),
    { immediate: true },
  )
  // Problems may have been silenced or restored in Home.
  project.follow(
    () => ui.screen?.name,
    (_screen, before) => before === 'home' && project.snapshot && void look(),
  )
  return proxyRefs({ latest, statesAt })
}

const attentionKey = Symbol('attention')

/** Problems of the current project that need attention, kept up to date. */
export function useAttention() {
  const project = useProject()
  const checks = useLastChecks()
  return project.keep(attentionKey, () => createAttention(project, checks))
}
