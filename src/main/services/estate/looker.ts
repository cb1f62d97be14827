import { indexed } from '../../../core/problems/filter'
import { problemsAcross, problemsByRule } from '../../../core/problems/find'
import { customersOf, factsOf, type ProjectFacts } from '../../../core/problems/known-project'
import { worseFirst, type ProjectProblem } from '../../../core/problems/problem'
import { endsOf, nextEnd } from '../../../core/problems/ends'
import { yieldToEventLoop } from '../../concurrency/pauses'
import type { KnownProject } from '../../../core/problems/known-project'
import type { LookEnd, LookQuestion, LookTold } from './channel'
import type { LookAtProject } from './look-at-project'

export type ToLookAt = LookQuestion['projects'][number] & Pick<KnownProject, 'draft'>

/** Applies all rules and streams findings; `undefined` once aborted. */
export type Looker = (
  question: LookQuestion & { readonly projects: readonly ToLookAt[] },
  signal: AbortSignal,
  tell: (told: LookTold) => void,
) => Promise<LookEnd | undefined>

/** Findings per message. */
const mostTold = 500

export function createLooker(lookAtProject: LookAtProject): Looker {
  return async ({ now, projects, isForRows }, signal, tell) => {
    const problems: ProjectProblem[] = []
    const facts: ProjectFacts[] = []
    const read: LookEnd['read'][number][] = []
    const customers = new Map<string, ReturnType<typeof customersOf>>()
    let next: LookEnd['next']
    for (const [done, each] of projects.entries()) {
      tell({ kind: 'project', done })
      const project = await lookAtProject(each, now, signal)
      if (signal.aborted) return undefined
      if (!project) continue
      const { readAt, setUp } = project
      const [organizations, connections] = [setUp.organizations.length, setUp.connections.length]
      read.push({ id: each.summary.id, readAt, organizations, connections })
      const customerOf = customersOf(setUp)
      for (const found of problemsByRule(project, customerOf)) {
        problems.push(...found)
        await yieldToEventLoop()
      }
      // Comparing needs at least two projects.
      if (projects.length > 1) facts.push(factsOf(project))
      const projectId = each.summary.id
      customers.set(projectId, customerOf)
      await yieldToEventLoop()
      if (isForRows) continue
      const ends = endsOf(project).map((end) => ({
        ...end,
        projectId,
        customer: customerOf(end.target),
      }))
      for (let at = 0; at < ends.length; at += mostTold) {
        tell({ kind: 'ends', ends: ends.slice(at, at + mostTold) })
      }
      const end = nextEnd(project)
      if (end && (!next || end.when < next.when)) next = { ...end, projectId }
      await yieldToEventLoop()
    }
    for (const found of problemsAcross(facts)) {
      const customer = customers.get(found.projectId)?.(found.target)
      problems.push(customer === undefined ? found : { ...found, customer })
    }
    await yieldToEventLoop()
    if (signal.aborted) return undefined
    const summaries = new Map(projects.map(({ summary }) => [summary.id, summary]))
    const workspaces = new Map(projects.map(({ summary, workspace }) => [summary.id, workspace]))
    const sorted = problems.toSorted(worseFirst(summaries))
    if (isForRows) {
      for (let at = 0; at < sorted.length; at += mostTold) {
        tell({ kind: 'problems', problems: sorted.slice(at, at + mostTold) })
      }
      return { read }
    }
    const all = sorted.map((problem) => {
      const { projectId } = problem
      const names = [summaries.get(projectId)?.name, workspaces.get(projectId)]
      return indexed(
        problem,
        names.flatMap((name) => name ?? []),
      )
    })
    for (let at = 0; at < all.length; at += mostTold) {
      tell({ kind: 'findings', findings: all.slice(at, at + mostTold) })
    }
    return next ? { read, next } : { read }
  }
}
