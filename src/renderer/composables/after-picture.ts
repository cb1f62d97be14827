/** Does something once the picture of what was changed now is made. @returns calls it off */
export function afterPicture(act: () => void): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined
  // What a frame asks for comes after its picture.
  const frame = requestAnimationFrame(() => (rest = setTimeout(act)))
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(rest)
  }
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
