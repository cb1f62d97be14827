export const tabIdOf = (panelId: string, name: string) => `${panelId}-${name.replaceAll(' ', '-')}`

/** Index of the tab that a key leads to, wrapping at both ends; `undefined` for other keys. */
export function tabAfter(key: string, at: number, count: number): number | undefined {
  return {
    ArrowRight: (at + 1) % count,
    ArrowLeft: (at - 1 + count) % count,
    Home: 0,
    End: count - 1,
  }[key]
}
