import { computed, nextTick, proxyRefs, ref, shallowRef, type ShallowRef } from 'vue'
import { emptyDraft, type Draft } from '../../core/draft/draft'
import { secretReferences } from '../../core/draft/secret-references'
import type { Result } from '../../core/errors/result'
import type { Ask } from './deps'
import type { ProjectId } from '../../core/model/project-id'

/**
 * The secrets of one project's draft: which of them the keychain has, and those that were typed and
 * are not yet in the draft, in a field that is still typed in, or on their way to the keychain, which
 * may take as long as a person takes to unlock it.
 */
export function createSecrets(deps: {
  readonly projectId: ProjectId
  readonly draft: Readonly<ShallowRef<Draft | undefined>>
  readonly ask: Ask
}) {
  const { projectId, draft, ask } = deps
  const running = new Set<Promise<unknown>>()
  const fields = new Set<() => Promise<boolean>>()
  const count = ref(0)
  /** Whether the keychain has a request to store a secret that it has not answered. */
  const waiting = computed(() => count.value > 0)
  /** References of secrets that the keychain cannot give back: they have to be typed again. */
  const missing = shallowRef<ReadonlySet<string>>(new Set())

  /** Notes the way of a secret into the draft until it has ended. */
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

  /**
   * Notes a place with fields for secrets.
   * @param flush sends what was typed last on its way; whether all of it is kept
   * @returns a function to call when the place goes
   */
  function addFields(flush: () => Promise<boolean>): () => void {
    fields.add(flush)
    return () => void fields.delete(flush)
  }

  /** Waits until every typed secret is in the keychain. @returns whether all are. */
  async function flush(): Promise<boolean> {
    // A field that is being unmounted sends its text a moment later.
    await nextTick()
    const kept = await Promise.all([...fields].map((flush) => flush()))
    while (running.size > 0) {
      await Promise.allSettled(running)
      await nextTick()
    }
    return kept.every(Boolean)
  }

  /** Puts a secret into the keychain before the draft refers to it. */
  const put = (reference: string, value: string): Promise<Result<object>> =>
    ask('secret.put', { projectId, reference, value })

  /** Takes secrets that no draft got out of the keychain again. */
  function drop(references: readonly string[]): void {
    if (references.length > 0) void ask('secret.drop', { projectId, references: [...references] })
  }

  /** Whether the draft refers to a secret, including steps that can be undone or redone. */
  const holds = (reference: string): boolean =>
    draft.value !== undefined && secretReferences(draft.value).has(reference)

  /** Asks which secrets of the draft the keychain cannot give back. */
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
