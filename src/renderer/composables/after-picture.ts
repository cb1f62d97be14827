/**
 * Runs `act` in the frame after next, when what changed now is on the screen. Any earlier, it would compete with the
 * drawing for the processor.
 *
 * @returns cancels it
 */
export function afterPicture(act: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(act)
  })
  return () => cancelAnimationFrame(frame)
}

/** Milliseconds to wait at most: a hidden window has no frames. */
const longest = 500

/** Resolves in that frame. */
export function pictureMade(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, longest)
    afterPicture(() => {
      clearTimeout(late)
      resolve()
    })
  })
}
