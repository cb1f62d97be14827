import type { AppFiles } from '../../drafts/app-files'
import type { InterruptedPublishes } from '../publish/interrupted'
import type { PublishService } from '../publish/publish'
import type { CasesService } from './cases'

type Followed = Pick<CasesService, 'followPublish'>
type Files = Pick<AppFiles, 'drafts' | 'snapshots'>

/** What is on disk of a project; what cannot be read is told where it is needed. */
async function stateBefore(files: Files, projectId: string) {
  const [snapshot, draft] = await Promise.all([
    files.snapshots.read(projectId),
    files.drafts.read(projectId),
  ])
  return {
    projectId,
    before: snapshot.ok ? snapshot.value : undefined,
    drafted: draft.ok ? draft.value : undefined,
  }
}

/** A publish service after whose publishes, also those that stopped half way, cases follow their mapper. */
export function followedByCases(
  publishing: PublishService,
  cases: Followed,
  files: Files,
): PublishService {
  return {
    async publish(input, signal) {
      // Asked at once and not after, for the draft belongs to the publish from now on. It has to ask
      // the server before it writes anything.
      const before = stateBefore(files, input.projectId)
      const result = await publishing.publish(input, signal)
      if (result.ok) {
        const { snapshot: after, draft } = result.value
        await cases.followPublish({ ...(await before), after, draft })
      }
      return result
    },
  }
}

/** The same for a publish that the app was ended in, once it is settled. */
export function settledWithCases(
  interrupted: InterruptedPublishes,
  cases: Followed,
  files: Files,
): InterruptedPublishes {
  return {
    ...interrupted,
    async settle(projectId, signal) {
      const before = await stateBefore(files, projectId)
      const result = await interrupted.settle(projectId, signal)
      if (result.ok) {
        const { snapshot: after, draft } = result.value
        await cases.followPublish({ ...before, after, draft })
      }
      return result
    },
  }
}
