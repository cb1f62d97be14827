import { becoming, becomingName, type Becoming } from '../../../core/compare/become'
import { knowsProject } from '../../../core/compare/redirect'
import { impactSummary, workingOutImpact } from '../../../core/impact/impact'
import type { ImpactLine } from '../../../core/impact/line'
import { metadataToRead } from '../../../core/impact/metadata'
import { withPeople } from '../../../core/impact/people'
import type { ComparedImpactLine } from '../../../core/ipc/compare'
import type { PeopleCounts } from '../../../core/people/counts'
import { yieldToEventLoop, withPauses } from '../../concurrency/pauses'
import type { Compared } from './compare'

export interface ComparedImpact {
  readonly lines: readonly ComparedImpactLine[]
  readonly summary: string
}

async function keptMetadata(
  { left, right }: Compared,
  { before, after }: Pick<Becoming, 'before' | 'after'>,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const address of metadataToRead(before, after)) {
    await yieldToEventLoop()
    const text = (await right.keptText(address)) ?? (await left.keptText(address))
    if (text !== undefined) texts.set(address, text)
  }
  return texts
}

/** A file may not name its host, so no full address is known. */
function withoutAddresses(line: ImpactLine): ImpactLine {
  if (line.kind !== 'address' && line.kind !== 'to-tell') return line
  const { before: _before, after: _after, ...rest } = line
  return rest
}

/** Impact of a comparison from data on disk; `undefined` once canceled. */
export async function comparedImpact(
  compared: Compared,
  nowIso: string,
  people: PeopleCounts | undefined,
  signal?: AbortSignal,
): Promise<ComparedImpact | undefined> {
  const { setUp } = compared.right
  const become = await withPauses(becoming(compared.comparison, setUp), signal)
  if (!become) return undefined
  const { before, after, entityIds } = become
  const texts = await keptMetadata(compared, { before, after })
  const steps = workingOutImpact(before, after, { textAt: (at) => texts.get(at), nowIso })
  const impact = await withPauses(steps, signal)
  if (!impact) return undefined
  const lines = withPeople(impact.lines, before, people).map((line): ComparedImpactLine => {
    const { place } = line
    const entityId = place && entityIds.get(becomingName(place.kind, place.key))
    return {
      ...(knowsProject(setUp) ? line : withoutAddresses(line)),
      ...(entityId === undefined ? {} : { entityId }),
    }
  })
  return { lines, summary: impactSummary(lines) }
}
