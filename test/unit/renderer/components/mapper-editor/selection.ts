import { vi } from 'vitest'

/** The tests' DOM tells of a new selection at once, where a browser does so a moment later. */
export function muteSelection(): void {
  for (const name of ['collapse', 'extend'] as const) {
    vi.spyOn(Selection.prototype, name).mockImplementation(() => undefined)
  }
}
