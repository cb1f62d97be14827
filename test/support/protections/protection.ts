/** A text that is replaced in a copy of the checkout, so that a protection is gone there. */
export interface Edit {
  /** From the root of the checkout. */
  readonly file: string
  /** Stands once in the file. */
  readonly find: string
  readonly put: string
}

/** A test, and how it is seen to fail. */
export interface Proof {
  /** From the root of the checkout. */
  readonly file: string
  /** As the source has it, with its place holders; without the titles around it. */
  readonly title: string
  /** What the edits take away, in words: "The window may …". */
  readonly planted: string
  readonly edits: readonly Edit[]
}

export const edit = (file: string, find: string, put: string): Edit => ({ file, find, put })
export const proof = (file: string, title: string, planted: string, ...edits: Edit[]): Proof => ({
  file,
  title,
  planted,
  edits,
})

/** One thing that is asked of the app, and what stands for it. */
export interface Protection {
  /** The number in Electron's list, or that of an own rule, such as `S4`. */
  readonly id: string
  readonly item: string
  /** What the app does about it. */
  readonly does: string
  readonly proofs: readonly Proof[]
  /** Why there is no proof, where there is none. */
  readonly open?: string
}

/** Place holders of the titles of `test.each`. */
const holders = /%[sjdoi]|\$\w+/g

/** Finds the names that a runner gives to a test of this title: the whole of them. */
export function titlePattern(title: string): RegExp {
  const escaped = title
    .split(holders)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${escaped.join('.*')}$`)
}

/** The test that looks through the source for calls that only some files may make. */
export const dangerousCalls = {
  file: 'test/unit/dangerous-calls.test.ts',
  title: 'what is dangerous stands only where it is guarded',
} as const
