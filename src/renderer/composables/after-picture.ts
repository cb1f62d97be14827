/** Runs `act` in the frame after next, once the current changes are painted. @returns cancels it */
export function afterPicture(act: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(act)
  })
  return () => cancelAnimationFrame(frame)
}

/** Maximum wait in milliseconds: a hidden window has no frames. */
const longest = 500

/** Resolves after the current changes are painted. */
export function pictureMade(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, longest)
    afterPicture(() => {
      clearTimeout(late)
      resolve()
    })
  })
}
