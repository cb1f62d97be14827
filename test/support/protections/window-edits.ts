import type { Edit, Proof } from './protection'

export const boundary = 'test/e2e/boundary.spec.ts'
export const window = 'src/main/app/window.ts'
const guards = 'src/main/app/guards.ts'

/** The preferences that every window has, and one edit that loosens them. */
export function preferences(planted: string, find: string, put: string): Proof {
  return {
    file: boundary,
    title: 'a second window is as closed as the first, and each is judged for itself',
    planted,
    edits: [{ file: window, find, put }],
  }
}

export const inGuards = (find: string, put: string): Edit => ({ file: guards, find, put })
