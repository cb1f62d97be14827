import { computed, proxyRefs, ref, shallowRef, watch } from 'vue'
import { attentionAt, type AttentionAt } from '../../core/problems/attention'
import { connectionAt, organizationAt } from '../../core/draft/entity-index'
import type { AppError } from '../../core/errors/app-error'
import type { Attention } from '../../core/ipc/attention'
import type { Problem } from '../../core/problems/problem'
import { request } from '../bridge/request'
import type { ProjectSession } from '../project/project-session'
import { useUiStore } from '../stores/ui'
import { useProject } from '../project/use-project'
import { useLastChecks } from './use-last-checks'
import { useNow } from './use-now'

function createAttention(project: ProjectSession, checks: ReturnType<typeof useLastChecks>) {
  const ui = useUiStore()
  const { projectId } = project
  const latest = shallowRef<Attention>()
  const error = shallowRef<AppError>()
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
      error.value = result.ok ? undefined : result.error
      if (result.ok) latest.value = result.value
    } while (again)
    looking.value = false
  }

  const nowIso = computed(() => new Date(now.value).toISOString())
  const all = computed(() =>
    attentionAt(latest.value?.findings ?? [], project.copy.server.connections, nowIso.value),
  )

  /** Whether the draft changes what a finding is about: it goes once that is published. */
  function isDrafted({ target, field }: Problem): boolean {
    const { kind, key } = target ?? { kind: 'method', key: '' }
    if (kind === 'method') return false
    const entity = (kind === 'connection' ? connectionAt : organizationAt)(project.copy, key)
    if (!entity || entity.status === 'deleted') return true
    return field !== undefined && entity.edited.includes(field)
  }

  /** What a row says: without what the draft changes, since the row says that itself. */
  const statesAt: AttentionAt = (target) =>
    all.value(target).filter(({ problem }) => !isDrafted(problem))

  // What is on disk may be another since the last look: a read, a publish, states that were looked up,
  // checks. Those of a run over all are looked at once it has ended.
  watch(
    () => [
      project.snapshot,
      project.states.byKey,
      checks.progress === undefined ? checks.reports : undefined,
    ],
    () => project.snapshot && checks.progress === undefined && void look(),
    { immediate: true },
  )
  // What is silenced there, or told again, counts here.
  watch(
    () => ui.screen?.name,
    (_screen, before) => before === 'radar' && project.snapshot && void look(),
  )
  return proxyRefs({ latest, error, looking, nowIso, statesAt, isDrafted, look })
}

const attentionKey = Symbol('attention')

/** What the project around needs a person to look at, kept up to date as its state changes. */
export function useAttention() {
  const project = useProject()
  const checks = useLastChecks()
  return project.keep(attentionKey, () => createAttention(project, checks))
}
