import { computed, effectScope, markRaw, proxyRefs, ref, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import { emptyDraft, type Draft } from '../../core/draft/draft'
import { appError } from '../../core/errors/app-error'
import { failure, type Result } from '../../core/errors/result'
import type { Snapshot } from '../../core/model/snapshot'
import { carryOver } from '../../core/publish/carry-over'
import { withoutWholeWrites } from '../../core/publish/whole-writes'
import type { ProjectDeps } from './deps'
import { createLeaving, type LeavingFor } from './leaving'
import { createPlace } from './place'
import { createProjectDraft } from './project-draft'
import { createReading } from './reading'
import { createReconnect } from './reconnect'
import { loadRules, rules } from './rules'
import { createSaving, type GivenBack, type PublishedElsewhere, type Standing } from './saving'
import { createSecrets } from './secrets'
import { movedOnto } from './unwritten'
import { t } from '../../core/language/translate'
import type { ProjectId } from '../../core/model/project-id'
import { listMoved, type Moved } from '../../core/draft/rebase'
import { findConflicts, type Conflict } from '../../core/draft/conflicts'
import { emptyCopy, workingCopy, type WorkingCopy } from '../../core/draft/working-copy'
import { currentIntents } from '../../core/intents/current-intents'
import { noIntents, countChanges } from '../../core/intents/intents'
import { textMember } from '../../core/model/json'
import type { WrittenProblem } from '../../core/problems/problem'

/** A SCIM client ID that Ory refused as taken, and the revision of that time. */
export interface RefusedId {
  readonly id: string
  readonly revisionId: string
}

export function createWorking(deps: {
  readonly snapshot: Readonly<ShallowRef<Snapshot | undefined>>
  readonly draft: Readonly<ShallowRef<Draft | undefined>>
  /** Pages of a first read, shown without the draft. */
  readonly arriving: () => Snapshot | undefined
  readonly refusedId: () => RefusedId | undefined
}) {
  const { snapshot, draft, arriving, refusedId } = deps
  const intents = computed(() => draft.value?.intents ?? noIntents)
  const copy = computed<WorkingCopy>(() => {
    if (snapshot.value) return workingCopy(snapshot.value, intents.value)
    const come = arriving()
    return come ? workingCopy(come, noIntents) : emptyCopy
  })
  const homeRegion = computed(() =>
    snapshot.value ? textMember(snapshot.value.project, 'home_region') : undefined,
  )
  const problems = computed<readonly WrittenProblem[]>(() => {
    if (!rules.value) return []
    const { problemsOf, refusedIdProblems } = rules.value
    const own = problemsOf(copy.value, homeRegion.value)
    const refused = refusedId()
    if (!refused || refused.revisionId !== snapshot.value?.revisionId) return own
    return [...own, ...refusedIdProblems(copy.value.touched.scimClients, refused.id)]
  })
  const conflicts = computed<Conflict[]>(() =>
    snapshot.value ? findConflicts(snapshot.value, intents.value) : [],
  )
  const count = computed(() =>
    countChanges(snapshot.value ? currentIntents(snapshot.value, intents.value) : intents.value),
  )
  return { copy, problems, conflicts, count }
}

const nameOf = ({ target }: Moved) => `${target.kind} ${target.key}`

/** Changes by others found in reads, until dismissed. */
export function createElsewhere() {
  const moved = shallowRef<readonly Moved[]>([])

  /** Adds the differences between two reads; newer entries replace older ones of the same entity. */
  function add(before: Snapshot | undefined, now: Snapshot): void {
    if (!before || before.incomplete || now.incomplete) return
    const found = listMoved(before, now)
    const names = new Set(found.map(nameOf))
    moved.value = [...moved.value.filter((item) => !names.has(nameOf(item))), ...found]
  }

  function forget(): void {
    moved.value = []
  }

  return proxyRefs({ moved, add, forget })
}

export type ProjectSession = ReturnType<typeof createProjectSession>

/**
 * One open project: snapshot, draft, saving, secrets and place. Its parts know only their parameters. Call `open`,
 * and `end` at last.
 */
export function createProjectSession(projectId: ProjectId, deps: ProjectDeps) {
  const { ask, subscribe, settings } = deps
  const scope = effectScope(true)
  const snapshot = shallowRef<Snapshot>()
  const draft = shallowRef<Draft>()
  /** Number of publishes that returned. */
  let published = 0
  /** IDs of new organizations from the last publish, by draft key. */
  const publishedIds = shallowRef<Readonly<Record<string, string>>>({})
  let refreshing: Promise<Result<Snapshot>> | undefined
  const ended = ref(false)
  /** The first paint is done: expensive work may begin. */
  const isDrawn = ref(false)
  /** The user discards unsaved edits when another draft replaces them. */
  let isGivenUp = false

  const leaving = createLeaving()
  const place = createPlace()
  const elsewhere = createElsewhere()
  const secrets = createSecrets({ projectId, draft, ask })
  const saving = createSaving({ projectId, draft, ask, takePublished })
  const edits = createProjectDraft({ draft, snapshot, saving })
  const reading = createReading(projectId, snapshot, deps)
  const refusedId = shallowRef<RefusedId>()
  const working = createWorking({
    snapshot,
    draft,
    arriving: () => reading.arriving,
    refusedId: () => refusedId.value,
  })
  const isOffline = () => settings().workOffline === true
  const offline = computed(() => isOffline() || reading.unreachable)
  const summary = computed(() => deps.summary() ?? snapshot.value?.summary)
  const reconnect = createReconnect({
    isWanted: () => reading.unreachable && !isOffline() && reading.error?.retry === true,
    attempt: () => void refresh({ quietly: true }),
  })

  /** Takes a newer state and rebases the draft. */
  function moveTo(now: Snapshot): void {
    const move = { before: snapshot.value, now, at: new Date().toISOString() }
    saving.moveLent(now, (held) => movedOnto(held, move))
    edits.moveTo(move)
    snapshot.value = now
  }

  /** Whether a read began before a publish that returned meanwhile. */
  function isOvertaken(read: Snapshot, begun: number): boolean {
    const known = snapshot.value
    // The revision does not tell: a request for an organization may leave it unchanged.
    if (begun === published || !known) return false
    return Date.parse(read.readAt) <= Date.parse(known.readAt)
  }

  async function readNext(): Promise<Result<Snapshot>> {
    const begun = published
    const result = await reading.read()
    refreshing = undefined
    if (ended.value) return result
    if (result.ok && !isOvertaken(result.value, begun)) {
      elsewhere.add(snapshot.value, result.value)
      moveTo(result.value)
    }
    reading.finish(result)
    reconnect.planNext()
    return result
  }

  /** Reads the project from the API while the old state stays visible. Does nothing offline. */
  function refresh({ quietly = false } = {}): Promise<Result<Snapshot>> | undefined {
    if (ended.value || isOffline()) return undefined
    reading.tell(quietly)
    refreshing ??= readNext()
    return refreshing
  }

  /** Shows the stored project, then reads it from the API in the background. */
  async function open(): Promise<void> {
    const result = await ask('project.open', { projectId })
    if (ended.value) return
    const known = result.ok ? result.value : {}
    draft.value =
      known.draft ?? (known.snapshot && emptyDraft(projectId, known.snapshot.revisionId))
    snapshot.value = known.snapshot
    saving.opened(known.draft && known.sequence)
    // A draft from the trash may be older than the known state.
    if (known.draft && known.snapshot && known.draft.baseRevisionId !== known.snapshot.revisionId) {
      moveTo(known.snapshot)
    }
    if (!result.ok) reading.finish(result)
    if (deps.painted) void deps.painted().then(goOn)
    else goOn()
  }

  /** Work that the first paint does not wait for. */
  function goOn(): void {
    if (ended.value) return
    isDrawn.value = true
    void secrets.check()
    void refresh()
  }

  /** Takes the state and draft that main returned, and re-applies later edits. @param held what main was given, rebased */
  function takeBack(
    { draft: next, snapshot: now, ids = {}, sequence, unwritten = false }: GivenBack,
    held: Standing,
  ): void {
    const before = new Set(held.draft.past.map(({ id }) => id))
    const steps = draft.value?.past.filter(({ id }) => !before.has(id)) ?? []
    const lent = held.draft.intents
    const meanwhile = {
      snapshot: held.snapshot,
      lent,
      now: draft.value?.intents ?? lent,
    }
    published += 1
    publishedIds.value = ids
    snapshot.value = now
    draft.value = next
    saving.opened(sequence, unwritten)
    const [step] = steps
    edits.record({
      label: step && steps.length === 1 ? step.label : t('Edited meanwhile'),
      changes: carryOver(meanwhile, { snapshot: now, intents: next.intents, ids }),
    })
  }

  /** Another window published: unsaved edits continue on the new state. */
  function takePublished(
    { draft: rest, sequence, published }: PublishedElsewhere,
    before: Draft,
  ): void {
    const { snapshot: now, ids } = published
    const next = rest ?? emptyDraft(projectId, now.revisionId)
    const held = { draft: before, snapshot: snapshot.value ?? now }
    saving.moveLent(now, () => next)
    takeBack({ draft: next, snapshot: now, ids, sequence }, held)
  }

  /** Main works on the draft on disk, undisturbed by writes. */
  const whileLent = <Value>(
    current: () => Standing | undefined,
    work: (held: () => Standing | undefined) => Promise<Value>,
  ): Promise<Value> => saving.lend(current, (held) => work(held).finally(() => (isGivenUp = false)))

  /** What main works with: the draft on disk, without unsaved edits. */
  function standing(): Standing | undefined {
    if (isGivenUp) return everything()
    const now = snapshot.value
    return now && { draft: saving.onDisk() ?? emptyDraft(projectId, now.revisionId), snapshot: now }
  }

  /** Everything in the window, including unsaved edits. */
  function everything(): Standing | undefined {
    return draft.value && snapshot.value && { draft: draft.value, snapshot: snapshot.value }
  }

  /** Lends the draft on disk to main, such as for a publish, and takes the result. */
  function lend<Outcome extends GivenBack>(
    work: () => Promise<Result<Outcome>>,
  ): Promise<Result<Outcome>> {
    return whileLent(standing, async (held) => {
      const result = await work()
      const had = held()
      // After the end, the returned draft is on disk for the next time.
      if (result.ok && had && !ended.value) takeBack(result.value, had)
      return result
    })
  }

  /** Call before replacing the draft: saves everything, or asks whether to lose it. @returns whether to go on */
  async function secured(why: LeavingFor): Promise<boolean> {
    const isKept = await secrets.flush()
    if (why === 'switch') {
      // The draft stays in its tab; saving now is only sooner.
      void saving.flush()
      return isKept || leaving.ask(why, true)
    }
    if (!(await saving.flush())) {
      if (!(await leaving.ask(why))) return false
      isGivenUp = true
    }
    // A discarded draft loses its secrets too.
    return isKept || why === 'discard' || leaving.ask(why, true)
  }

  /** @returns `undefined` if the user keeps the draft */
  async function discard(): Promise<Result<object> | undefined> {
    if (ended.value) return failure(appError('draft.not-found', 'The project is not open'))
    if (!(await secured('discard'))) return undefined
    // Main moves the draft to the trash; edits made meanwhile begin a new one.
    return whileLent(everything, async (held) => {
      const result = await ask('draft.discard', { projectId })
      if (!result.ok || ended.value) return result
      const had = held()
      if (had && snapshot.value) {
        const next = emptyDraft(projectId, snapshot.value.revisionId)
        takeBack({ draft: next, snapshot: snapshot.value }, had)
      } else {
        draft.value = undefined
        saving.opened()
      }
      return result
    })
  }

  /** Dismisses the warnings about whole writes. */
  async function noteWholeWrites(): Promise<Result<object>> {
    const noted = await ask('project.note-whole-writes', { projectId })
    if (noted.ok && snapshot.value) snapshot.value = withoutWholeWrites(snapshot.value)
    return noted
  }

  /** Another window read or published the project. A moved draft was announced before. */
  function hearChanged(now: Snapshot): void {
    const known = snapshot.value
    if (!known || Date.parse(now.readAt) < Date.parse(known.readAt)) return
    published += 1
    const isOnIt = draft.value?.baseRevisionId === now.revisionId
    if (!isOnIt || known.revisionId === now.revisionId) return moveTo(now)
    snapshot.value = now
  }

  const subscriptions = [
    subscribe('network.changed', reconnect.hurry),
    subscribe('draft.appended', (told) => {
      if (told.projectId === projectId) saving.hear(told)
    }),
    subscribe('draft.replaced', (told) => {
      if (told.projectId !== projectId) return
      saving.hear(told)
      void secrets.check()
    }),
    subscribe('project.changed', (told) => {
      if (told.projectId === projectId) hearChanged(told.snapshot)
    }),
  ]

  const kept = new Map<symbol, unknown>()
  /** Keeps a feature's data as long as the session; it watches with `follow`. */
  function keep<Value>(key: symbol, make: () => Value): Value {
    if (!kept.has(key)) kept.set(key, scope.run(make))
    // Each key belongs to one feature, which always makes the same type of value.
    return kept.get(key) as Value
  }

  /** Watches as long as the session lives. Deferred, since Vue's watchers retain the component being set up. */
  function follow<Value>(
    source: () => Value,
    act: (now: Value, before: Value | undefined) => unknown,
    options: { readonly immediate?: boolean } = {},
  ): void {
    void Promise.resolve().then(() => {
      if (!ended.value) scope.run(() => watch(source, act, options))
    })
  }

  scope.run(() => {
    watch(
      () => working.count.value > 0,
      (isEdited) => isEdited && void loadRules(),
      { flush: 'sync' },
    )
    // A save that succeeds during the question answers it.
    watch(
      () => saving.state,
      (state) => state === 'saved' && !leaving.isAboutSecret && leaving.answer(true),
    )
    watch(
      () => saving.isUnderWay,
      (isUnderWay) => isUnderWay && (place.justPublished = false),
    )
  })

  /** Ends the session; unsaved edits are lost, see `secured`. */
  function end(): void {
    ended.value = true
    for (const unsubscribe of subscriptions) unsubscribe()
    reconnect.end()
    reading.end()
    leaving.answer(false)
    draft.value = undefined
    snapshot.value = undefined
    saving.opened()
    scope.stop()
  }

  return markRaw(
    proxyRefs({
      projectId,
      /** Distinguishes sessions of the same project. */
      key: Symbol(projectId),
      summary,
      snapshot,
      ...working,
      refusedId,
      publishedIds,
      offline,
      draft: edits,
      saving,
      reading,
      elsewhere,
      secrets,
      leaving,
      place,
      open,
      refresh,
      moveTo,
      lend,
      secured,
      discard,
      noteWholeWrites,
      keep,
      follow,
      isDrawn,
      ended,
      end,
    }),
  )
}
