import type { Draft } from '../../../src/core/draft/draft'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { wordsToType, type Confirmed } from '../../../src/core/publish/confirmation'
import { demandOf } from '../../../src/core/publish/demand'
import { consequencesOf } from '../../../src/core/publish/consequences'
import { planPublish } from '../../../src/core/publish/publish-plan'

export interface Agreed {
  readonly confirmed: Confirmed
}

/** What a person confirms of a publish that harms these. */
export function agreeing(harmed: readonly string[] = []): Agreed {
  const typed = wordsToType(harmed)
  return { confirmed: { harmed: [...harmed], ...(typed === undefined ? {} : { typed }) } }
}

/** What a person confirms of a draft as its review shows it. */
export function agreeingTo(snapshot: Snapshot, draft: Pick<Draft, 'intents'>): Agreed {
  const { intents } = planPublish(snapshot, draft.intents)
  const consequences = consequencesOf(snapshot, intents, '2026-11-25T12:00:00Z')
  return agreeing(demandOf(consequences).harmed)
}
