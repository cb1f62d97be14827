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

  /** Looks anew; one that is asked for meanwhile follows, since what it would tell may have changed. */
  async function look(): Promise<void> {
    again = looking.value
    if (looking.value) return
    looking.value = true
    do {
      again = false
      const result = await request('attention.look', { projectId })
      // What says it in words.
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

  /** What a row says: without what the draft changes, since the row says that itself. */
  const statesAt: AttentionAt = (target) =>
    all.value(target).filter(({ problem }) => !isDrafted(project.copy, problem))

  // What is on disk may be another since the last look: a read, a publish, people that were
  // counted, checks. Those of a run over all are looked at once it has ended.
  project.follow(
    () => [
      project.snapshot,
      people.countsOf(projectId),
      checks.progress === undefined ? checks.reports : undefined,
    ],
    () => project.snapshot && checks.progress === undefined && void look(),
    { immediate: true },
  )
  // What is silenced there, or told again, counts here.
  project.follow(
    () => ui.screen?.name,
    (_screen, before) => before === 'home' && project.snapshot && void look(),
  )
  return proxyRefs({ latest, statesAt })
}

const attentionKey = Symbol('attention')

/** What the project around needs a person to look at, kept up to date as its state changes. */
export function useAttention() {
  const project = useProject()
  const checks = useLastChecks()
  return project.keep(attentionKey, () => createAttention(project, checks))
}
