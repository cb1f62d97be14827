let count = 0

/**
 * An id for an element, unique in the window whatever is appended to it. Vue's `useId` gives `v-0`
 * here and `v-0-0` inside an asynchronous component, so ids made of one by appending a number met
 * the other, and a label then named another field.
 */
export function useElementId(): string {
  count += 1
  return `e${count}`
}
