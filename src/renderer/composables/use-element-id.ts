let count = 0

/**
 * An id for an element, unique in the window. Vue's `useId` repeats itself when an asynchronous
 * component shares its counter with the one that mounted it, and a label then names another field.
 */
export function useElementId(): string {
  count += 1
  return `e${count}`
}
