// What a person feels, in one place. Whoever misses a limit makes the app faster and leaves the limit as it is.

/** At most `times` the floor, and `plus` more. */
export interface Bound {
  readonly times?: number
  readonly plus?: number
  readonly why: string
}

/** Milliseconds of a frame of 60 in a second. */
const frame = 1000 / 60

/** The felt limits: milliseconds, for memory mebibytes; those with `times: 1` lie so far above the floor. */
export const limits = {
  thread: { plus: 16, why: 'a frame, on a thread as somebody types' },
  letterPainted: { plus: 33, why: 'two frames from a letter to its picture' },
  rows: { plus: 50, why: 'a letter of a filter or search to its rows' },
  detail: { plus: 50, why: 'a row to its detail' },
  review: { plus: 60, why: 'an opening seems to be at once' },
  taskAfter: { plus: 50, why: 'a key in the second after an opening is answered' },
  switchProject: { plus: 100, why: 'a switch seems to be at once' },
  place: { plus: 150, why: 'a place over all projects opens without a wait' },
  mapper: { plus: 50, why: 'the result follows the key' },
  compare: { plus: 200, why: 'a comparison without a sign of progress' },
  look: { plus: 1000, why: 'a look at everything, in a thread' },
  hold: { plus: 16, why: 'a window that waits for the main process loses no frame' },
  draft: { plus: 250, why: 'so much typing may be lost with the power' },
  startSmall: { times: 1, plus: 250, why: 'a start seems as short as that of an empty window' },
  startLarge: { times: 1, plus: 350, why: 'a large project may take a tenth of a second more' },
  // 150 MB, as the figures are in mebibytes.
  memory: { times: 1, plus: 150e6 / 2 ** 20, why: '150 MB beside a blank window' },
} as const satisfies Record<string, Bound>

/** Budgets that several rows have. */
export const twice = { times: 2, why: 'twice the same in a bare field' } as const
export const inFrames = {
  times: 1,
  plus: 1.5 * frame,
  why: 'a frame and a half more than a bare key',
} as const
