import type { JsonObject } from './json'
import type { StoredProject } from './types'

/** A list whose entries may be made when they are asked for; an array is one. */
export interface Listed {
  readonly length: number
  at: (index: number) => JsonObject | undefined
}

/** The people of one project, as its admin API has them. Sessions have their identities with them. */
export interface People {
  readonly identities: Listed
  readonly sessions: Listed
}

/** Called for each page: what it gives is to be the same each time, unless people come and go. */
export type PeopleOf = (project: StoredProject) => People
