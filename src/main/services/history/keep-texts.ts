import type { Intents } from '../../../core/intents/intents'
import type { Snapshot } from '../../../core/model/snapshot'
import { replacedTexts } from '../../../core/history/replaced-texts'
import type { ReadStored } from './published-texts'

/** So many characters of texts are kept with one publish; the others stay in Ory's storage alone. */
const mostCharacters = 4_000_000

/**
 * Reads the texts that a publish replaces or deletes, by their hash, while Ory's storage surely has them. One that
 * cannot be read is left out: it costs no publish.
 */
export async function readReplaced(
  readStored: ReadStored,
  snapshot: Snapshot,
  intents: Intents,
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  let left = mostCharacters
  for (const { address, hash, kind } of replacedTexts(snapshot, intents)) {
    const read = await readStored(snapshot.summary.id, address, undefined, kind)
    if (!read.ok || read.value.length > left) continue
    left -= read.value.length
    texts[hash] = read.value
  }
  return texts
}
