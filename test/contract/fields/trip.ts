import type { Protocol } from '../../../src/core/model/connection'
import type { Bench } from '../../support/services/main-services'
import type { Outcomes } from './outcomes'
import type { World } from './worlds'

/** What the steps of one kind share. */
export interface Trip {
  readonly bench: Bench
  readonly world: World
  readonly protocol: Protocol
  /** Kind of OIDC provider, or the protocol. */
  readonly kind: string
  readonly outcomes: Outcomes
}

export function target(protocol: Protocol, id: string) {
  return { kind: 'connection', key: `${protocol}:${id}` } as const
}
