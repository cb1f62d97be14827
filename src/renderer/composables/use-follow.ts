import { useTimeoutFn } from '@vueuse/core'

/** Milliseconds that are longer than the pause between two repeats of a held key. */
const heldKeyPause = 60

/**
 * Shows what a person moves onto: at once after a single move, and of moves that follow one another
 * quickly, as while a key is held, the first and the last, since each costs a whole detail.
 */
export function useFollow<Item>(show: (item: Item) => void): (item: Item) => void {
  let last: { readonly item: Item } | undefined
  const rest = useTimeoutFn(
    () => {
      if (last) show(last.item)
      last = undefined
    },
    heldKeyPause,
    { immediate: false },
  )
  return (item) => {
    if (rest.isPending.value) last = { item }
    else show(item)
    rest.start()
  }
}
