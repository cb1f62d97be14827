import { computed, nextTick, proxyRefs, ref, shallowRef, type ShallowRef } from 'vue'
import { emptyDraft, type Draft } from '../../core/draft/draft'
import { secretReferences } from '../../core/draft/secret-references'
import type { Result } from '../../core/errors/result'
import type { Ask } from './deps'
import type { ProjectId } from '../../core/model/project-id'

/** Secrets of a project's draft: which the keychain has, and which are still in a field or on their way there. */
export function createSecrets(deps: {
  readonly projectId: ProjectId
  readonly draft: Readonly<ShallowRef<Draft | undefined>>
  readonly ask: Ask
}) {
  const { projectId, draft, ask } = deps
  const running = new Set<Promise<unknown>>()
  const fields = new Set<() => Promise<boolean>>()
  const count = ref(0)
  /** Whether the keychain still has to answer. */
  const waiting = computed(() => count.value > 0)
  /** References of secrets that have to be typed again. */
  const missing = shallowRef<ReadonlySet<string>>(new Set())

  /** Tracks a secret until it is in the draft. */
  function track<Value>(work: Promise<Value>): Promise<Value> {
    running.add(work)
    count.value = running.size
    const end = () => {
      running.delete(work)
      count.value = running.size
    }
    work.then(end, end)
    return work
  }

  /** Registers secret fields. @param flush sends pending input; whether all is stored @returns unregisters them */
  function addFields(flush: () => Promise<boolean>): () => void {
    fields.add(flush)
    return () => void fields.delete(flush)
  }

  /** Waits until every typed secret is in the keychain. @returns whether all are */
  async function flush(): Promise<boolean> {
    // A field being unmounted sends its text a moment later.
    await nextTick()
    const kept = await Promise.all([...fields].map((flush) => flush()))
    while (running.size > 0) {
      await Promise.allSettled(running)
      await nextTick()
    }
    return kept.every(Boolean)
  }

  /** Stores a secret before the draft refers to it. */
  const put = (reference: string, value: string): Promise<Result<object>> =>
    ask('secret.put', { projectId, reference, value })

  /** Removes unused secrets from the keychain. */
  function drop(references: readonly string[]): void {
    if (references.length > 0) void ask('secret.drop', { projectId, references: [...references] })
  }

  /** Whether the draft refers to a secret, including undo and redo steps. */
  const holds = (reference: string): boolean =>
    draft.value !== undefined && secretReferences(draft.value).has(reference)

  /** Finds secrets that the keychain cannot return. */
  async function check(): Promise<void> {
    missing.value = new Set()
    if (!draft.value) return
    const { baseRevisionId, intents } = draft.value
    const references = [...secretReferences({ ...emptyDraft(projectId, baseRevisionId), intents })]
    if (references.length === 0) return
    const result = await ask('secret.check', { projectId, references })
    if (result.ok) missing.value = new Set(result.value.missing)
  }

  return proxyRefs({ waiting, missing, track, addFields, flush, put, drop, holds, check })
}
