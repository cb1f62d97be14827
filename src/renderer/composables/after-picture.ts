/**
 * Does something once the picture of what was changed now is on the screen, which is when the next frame begins: work
 * between the two would take the processor from its drawing. @returns calls it off
 */
export function afterPicture(act: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(act)
  })
  return () => cancelAnimationFrame(frame)
}

/** Milliseconds after which a window that is out of sight, and so has no picture made, waits no longer. */
const longest = 500

/** Waits for that picture, so that a person sees it before anything else is done. */
export function pictureMade(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, longest)
    afterPicture(() => {
      clearTimeout(late)
      resolve()
    })
  })
}
