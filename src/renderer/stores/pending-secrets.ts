import { defineStore } from 'pinia'
import { computed, nextTick, ref } from 'vue'

/**
 * Secrets that were typed and are not yet in the draft: in a field that is still typed in, or on their
 * way to the keychain, which may take as long as a person takes to unlock it.
 */
export const usePendingSecretsStore = defineStore('pending-secrets', () => {
  const running = new Set<Promise<unknown>>()
  const fields = new Set<() => Promise<boolean>>()
  const count = ref(0)
  /** Whether the keychain has been asked to keep one and has not answered. */
  const waiting = computed(() => count.value > 0)

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

  /** Waits for all of them. @returns whether each was kept. */
  async function settled(): Promise<boolean> {
    // What a field sends when it goes begins a moment later.
    await nextTick()
    const kept = await Promise.all([...fields].map((flush) => flush()))
    while (running.size > 0) {
      await Promise.allSettled(running)
      await nextTick()
    }
    return kept.every(Boolean)
  }

  return { waiting, track, addFields, settled }
})
