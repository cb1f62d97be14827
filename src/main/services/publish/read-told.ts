import { textsToRead, toldWithTexts, type Consequences } from '../../../core/publish/consequences'
import type { ReadText } from '../projects/projects'

/**
 * The consequences of a publish as a person is told them, with the stored texts that are needed for it. Where one cannot
 * be read, less is told; without a network none is tried after the first.
 */
export async function readTold(
  consequences: Consequences,
  readText: ReadText,
  nowIso: string,
): Promise<Consequences> {
  const texts = new Map<string, string>()
  for (const address of textsToRead(consequences)) {
    const read = await readText(address)
    if (read.ok) texts.set(address, read.value)
    else if (read.error.code.startsWith('network.')) break
  }
  return texts.size === 0
    ? consequences
    : toldWithTexts(consequences, (address) => texts.get(address), nowIso)
}
