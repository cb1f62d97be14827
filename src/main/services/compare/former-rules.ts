import type { FormerRules, ValueSide } from '../../../core/compare/named-values'
import type { AppFiles } from '../../files/app-files'
import { sidesOfPair } from '../../files/pair-names'
import type { WorkspacesService } from '../workspaces/workspaces'

/** Reads the rules that pairs of projects and files had before values had names; their files keep them. */
export function createFormerRules(
  files: Pick<AppFiles, 'comparisons' | 'comparedPairs'>,
  workspaces: Pick<WorkspacesService, 'list'>,
): () => Promise<FormerRules[]> {
  return async () => {
    const listed = (await workspaces.list()).flatMap(({ projects }) => projects)
    const environments = new Map<string, ValueSide['environment']>(
      listed.map(({ id, environment }) => [id, environment]),
    )
    const found: FormerRules[] = []
    for (const stored of await files.comparedPairs()) {
      const memory = await files.comparisons(stored).read()
      const names = sidesOfPair(stored)
      // A damaged file was set aside and told.
      if (!names || !memory.ok || !memory.value) continue
      const { forward, backward } = memory.value
      if (forward.length + backward.length === 0) continue
      const [left, right] = names.map((name) => ({ name, environment: environments.get(name) }))
      if (left && right) found.push({ left, right, forward, backward })
    }
    return found
  }
}
