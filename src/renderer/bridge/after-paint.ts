/** Milliseconds after which a window that is out of sight, and so is not painted, waits no longer. */
const longest = 500

/** Waits until what stands now was painted, so that a person sees it first. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, longest)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      // A frame begins with this; the picture is made of it before the next task.
      setTimeout(resolve)
    })
  })
}
