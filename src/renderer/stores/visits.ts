import { computed, shallowReactive } from 'vue'
import type { ProjectSession } from '../project/project-session'
import type { ProjectId } from '../../core/model/project-id'

/** A project for a dialog over another screen, until `end`. */
export interface Visit {
  readonly session: ProjectSession
  /** Writes its last edits and ends the session, where no tab and no other visit has it. */
  readonly end: () => Promise<void>
}

interface Visited {
  readonly session: ProjectSession
  /** Resolves once it is read from disk. */
  readonly opening: Promise<void>
  /** Visits that have not ended. */
  users: number
}

/**
 * The projects that are shown without a tab. One that is visited twice is one session; where its last edits
 * cannot be saved at the end, it goes into a tab and nothing is lost.
 */
export function createVisits(deps: {
  readonly makeSession: (projectId: ProjectId) => ProjectSession
  /** Its edits are on disk; the session ends after this. */
  readonly onSaved: (session: ProjectSession) => void
  /** Gives a session a tab, for edits that could not be saved. */
  readonly keepInTab: (session: ProjectSession) => void
}) {
  const { makeSession, onSaved, keepInTab } = deps
  const visited = shallowReactive(new Map<string, Visited>())

  function begin(projectId: ProjectId): Visited {
    const session = makeSession(projectId)
    const visit = { session, opening: session.open(), users: 0 }
    visited.set(projectId, visit)
    return visit
  }

  async function endOf(visit: Visited): Promise<void> {
    const { session } = visit
    const isKept = (await session.secrets.flush()) && (await session.saving.flush())
    // Visited again meanwhile, or taken into a tab.
    const isOver = visit.users === 0 && visited.get(session.projectId) === visit
    if (!isOver) return
    visited.delete(session.projectId)
    if (!isKept) return keepInTab(session)
    onSaved(session)
    session.end()
  }

  return {
    sessions: computed(() => [...visited.values()].map(({ session }) => session)),

    async visit(projectId: ProjectId): Promise<Visit> {
      const visit = visited.get(projectId) ?? begin(projectId)
      visit.users += 1
      await visit.opening
      let isOver = false
      return {
        session: visit.session,
        async end() {
          if (isOver) return
          isOver = true
          visit.users -= 1
          if (visit.users === 0) await endOf(visit)
        },
      }
    },

    /** Hands a visited session over to a tab: the end of its visits does not end it. */
    take(projectId: ProjectId): ProjectSession | undefined {
      const visit = visited.get(projectId)
      visited.delete(projectId)
      return visit?.session
    },
  }
}
