import { computed, shallowRef, onScopeDispose, watch, type ShallowRef } from 'vue'
import { draftChanges, type Change } from '../../../core/publish/changes'
import { confirmationOf } from '../../../core/publish/confirmation'
import {
  tellingWithTexts,
  textsToRead,
  toldText,
  workingOutConsequences,
} from '../../../core/publish/consequences'
import { noIntents } from '../../../core/intents/intents'
import { pausableWork } from '../../../core/model/pauses'
import {
  dependenciesOf,
  isEmptyPlan,
  operationsText,
  patchesOf,
  patchText,
  planPublish,
  planText,
  requestLine,
  type PlanStep,
  type PublishPlan,
} from '../../../core/publish/publish-plan'
import { useInSlices } from '../../composables/use-in-slices'
import { useProject } from '../../project/use-project'
import type { Seen } from './seen'
import { barrierWords } from '../../components/notes/guard-words'
import { useAppStore } from '../../stores/app'
import { useGuardsStore } from '../../stores/guards'
import { usePeopleStore } from '../../stores/people'
import { t } from '../../../core/language/translate'
import type { ProjectId } from '../../../core/model/project-id'
import { request } from '../../bridge/request'

export const sentTabs = ['JSON Patch', 'Requests', 'curl', 'Ory CLI'] as const
/** What the right half of the review shows: what it means for people is first. */
export const reviewTabs = ['Impact', ...sentTabs] as const
export type ReviewTab = (typeof reviewTabs)[number]

export const reviewTabWords: Readonly<Record<ReviewTab, string>> = {
  'JSON Patch': 'JSON Patch',
  Requests: t('Requests'),
  curl: 'curl',
  'Ory CLI': 'Ory CLI',
  Impact: t('Impact'),
}

/**
 * Reads the texts of stored metadata into a map by their addresses, each once. Where one cannot be read, less is told.
 */
function useStoredMetadata(
  addresses: () => readonly string[],
  texts: ShallowRef<ReadonlyMap<string, string>>,
): void {
  const { projectId } = useProject()
  const asked = new Set<string>()
  const controller = new AbortController()
  onScopeDispose(() => controller.abort())

  async function read(missing: readonly string[]): Promise<void> {
    const { signal } = controller
    const found = await Promise.all(
      missing.map(async (mapperUrl) => {
        const input = { projectId, mapperUrl, kind: 'metadata' } as const
        const result = await request('mapper.read', input, { signal })
        return result.ok ? [[mapperUrl, result.value.text] as const] : []
      }),
    )
    // All at once, since the impact is worked out anew for it.
    if (found.flat().length > 0) texts.value = new Map([...texts.value, ...found.flat()])
  }

  watch(
    addresses,
    (all) => {
      const missing = all.filter((address) => !asked.has(address))
      for (const address of missing) asked.add(address)
      if (missing.length > 0) void read(missing)
    },
    { immediate: true },
  )
}

export interface ShownRequest {
  readonly waitsFor: readonly string[]
  readonly line: string
  readonly body: string | undefined
}

function bodyText(step: PlanStep): string | undefined {
  if ('operations' in step) return operationsText(step.operations)
  return step.kind === 'delete-organization' ? undefined : JSON.stringify(step.body, undefined, 2)
}

function shownRequests(plan: PublishPlan, projectId: ProjectId): ShownRequest[] {
  const dependencies = dependenciesOf(plan)
  return plan.steps.map((step, index) => ({
    line: requestLine(step, projectId, plan.revisionId),
    waitsFor: (dependencies[index] ?? []).map((dependency) =>
      t('After request {request}. {why}.', { request: dependency.step + 1, why: dependency.why }),
    ),
    body: bodyText(step),
  }))
}

/**
 * @param leftOutBefore IDs of the changes to exclude at first
 * @param isDrawn delays the impact until the review is painted
 */
export function useReview(leftOutBefore: readonly string[] = [], isDrawn = () => true) {
  const project = useProject()
  const app = useAppStore()
  const guards = useGuardsStore()
  const people = usePeopleStore()
  people.look(project.projectId)
  const excluded = shallowRef<ReadonlySet<string>>(new Set(leftOutBefore))

  const intents = computed(() => project.draft.current?.intents ?? noIntents)
  const changes = computed<readonly Change[]>(() =>
    project.snapshot ? draftChanges(project.snapshot, intents.value, excluded.value) : [],
  )
  const included = computed(() =>
    changes.value.filter(({ id, heldBack }) => heldBack === undefined && !excluded.value.has(id)),
  )
  const leftOut = computed(() => changes.value.filter(({ id }) => excluded.value.has(id)))
  const plan = computed<PublishPlan | undefined>(() =>
    project.snapshot ? planPublish(project.snapshot, intents.value, excluded.value) : undefined,
  )
  /** Both states, and what going from one to the other does to people, as main works it out too. */
  const work = computed(() => {
    const { snapshot } = project
    if (!snapshot || !plan.value) return undefined
    const nowIso = new Date().toISOString()
    const { intents: planned } = plan.value
    return pausableWork(workingOutConsequences(snapshot, planned, nowIso))
  })
  const texts = shallowRef<ReadonlyMap<string, string>>(new Map())
  /** The same, told with the metadata that was read for it. */
  const telling = computed(() => {
    const [first, read] = [work.value, texts.value]
    if (!first || read.size === 0) return first
    const nowIso = new Date().toISOString()
    return pausableWork(
      (function* () {
        return yield* tellingWithTexts(yield* first.steps(), (at) => read.get(at), nowIso)
      })(),
    )
  })
  /** As it is shown beside the changes: a moment after the draft changed, still as it was before. */
  const shownConsequences = useInSlices(() => (isDrawn() ? telling.value : undefined))
  useStoredMetadata(
    () => (shownConsequences.value ? textsToRead(shownConsequences.value) : []),
    texts,
  )
  /** As it is now, for the publish: what of it is not worked out yet is done at once. */
  const consequences = computed(() => telling.value?.finish())
  const confirmation = computed(
    () =>
      consequences.value && confirmationOf(consequences.value, people.countsOf(project.projectId)),
  )
  /** All of it as it stands now; `undefined` while nothing is known of the project. */
  function look(): Seen | undefined {
    const { snapshot } = project
    if (!snapshot || !plan.value || !work.value || !consequences.value) return undefined
    return {
      snapshot,
      plan: planText(plan.value),
      told: toldText(work.value.finish()),
      changes: changes.value,
      lines: consequences.value.impact.lines,
    }
  }
  const patch = computed(() => (plan.value ? patchText(plan.value) : '[]'))
  const requests = computed<ShownRequest[]>(() => {
    const value = plan.value
    const projectId = project.snapshot?.summary.id
    if (!value || projectId === undefined) return []
    return shownRequests(value, projectId)
  })
  /** Why a publish takes several requests, and what that means. */
  const routeNote = computed(() => {
    const value = plan.value
    if (!value || value.steps.length < 2) return undefined
    const { length: count } = value.steps
    const isOfForm = value.steps.some(({ kind }) => kind === 'patch-normalized')
    const formNote = t(
      'SCIM clients and states of connections are sent last, in a request of their own. If it fails, they ' +
        'stay in the draft.',
    )
    if (isOfForm && count === 2) return formNote
    const note =
      patchesOf(value).length === count
        ? t(
            'Sent in {count} requests, because it is not known whether this server keeps the IDs of new ' +
              'organizations. They get their domains with their connections, in the last one.',
            { count },
          )
        : t(
            'Sent in {count} requests, because this server takes no organizations in the project’s patch. ' +
              'Between them somebody else can change the project, and a new organization has no ' +
              'connections yet.',
            { count },
          )
    return isOfForm ? `${note} ${formNote}` : note
  })
  const isEmpty = computed(() => plan.value === undefined || isEmptyPlan(plan.value))
  /** Offline, nothing can be published; the draft stays. */
  const offlineReason = computed(() => {
    if (app.workOffline) return t('You work offline. Go online to publish')
    const gone = project.offline && project.reading.error?.code.startsWith('network.')
    return gone ? t('Offline. You can publish when the network is back') : undefined
  })
  const barrier = computed(() => guards.barrierOf(project.projectId))
  const nothingReason = computed(() => {
    if (changes.value.length === 0) return t('There is nothing to publish')
    if (barrier.value) return barrierWords[barrier.value]
    if (!isEmpty.value) return offlineReason.value
    return changes.value.every(({ heldBack }) => heldBack !== undefined)
      ? t('Every change is held back: see the reasons in the list')
      : t('No change is included')
  })

  function include(id: string, isIncluded: boolean): void {
    const next = new Set(excluded.value)
    if (isIncluded) next.delete(id)
    else next.add(id)
    excluded.value = next
  }

  return {
    excluded,
    changes,
    included,
    leftOut,
    plan,
    shownConsequences,
    consequences,
    confirmation,
    look,
    patch,
    requests,
    routeNote,
    isEmpty,
    nothingReason,
    include,
  }
}

export type Review = ReturnType<typeof useReview>
