import { edit, proof, type Edit, type Proof } from './protection'

export const boundary = 'test/e2e/boundary.spec.ts'
export const window = 'src/main/app/window.ts'
const guards = 'src/main/app/guards.ts'

/** The preferences that every window has, and one edit that loosens them. */
export function preferences(planted: string, find: string, put: string): Proof {
  return proof(
    boundary,
    'a second window is as closed as the first, and each is judged for itself',
    planted,
    edit(window, find, put),
  )
}

export const inGuards = (find: string, put: string): Edit => edit(guards, find, put)
