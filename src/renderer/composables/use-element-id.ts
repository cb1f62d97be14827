let count = 0

/** A unique element ID. IDs made from Vue's `useId` by appending a number collided inside asynchronous components. */
export function useElementId(): string {
  count += 1
  return `e${count}`
}
