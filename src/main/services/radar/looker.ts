import { factsOf, type ProjectFacts } from '../../../core/problems/radar-across'
import type { Indexed } from '../../../core/problems/radar-filter'
import { worseFirst, type RadarFinding } from '../../../core/problems/finding'
import { findingsAcross, findingsByRule } from '../../../core/problems/radar'
import { ruleWords } from '../../../core/problems/rule-words'
import { yieldToEventLoop } from '../../concurrency/pauses'
import type { LookEnd, LookQuestion, LookTold, ToLookAt } from './channel'
import type { LookAtProject } from './look-at-project'
import type { FactsOfProject } from './project-facts'

/**
 * Looks at projects by all rules, and tells the findings before it ends.
 *
 * @returns `undefined` once the signal is aborted
 */
export type Looker = (
  question: LookQuestion,
  signal: AbortSignal,
  tell: (told: LookTold) => void,
) => Promise<LookEnd | undefined>

/** Findings in one message. */
const mostTold = 500

export function createLooker(lookAtProject: LookAtProject, factsOfProject: FactsOfProject): Looker {
  return async ({ now, projects, beside = [] }, signal, tell) => {
    const findings: RadarFinding[] = []
    const facts: ProjectFacts[] = []
    const read: LookEnd['read'][number][] = []
    for (const [done, each] of projects.entries()) {
      tell({ kind: 'project', done })
      const project = await lookAtProject(each, now, signal)
      if (signal.aborted) return undefined
      if (!project) continue
      const { readAt, setUp } = project
      const [organizations, connections] = [setUp.organizations.length, setUp.connections.length]
      read.push({ id: each.summary.id, readAt, organizations, connections })
      for (const found of findingsByRule(project)) {
        findings.push(...found)
        await yieldToEventLoop()
      }
      facts.push(factsOf(project))
    }
    for (const summary of beside) {
      const known = await factsOfProject(summary)
      if (signal.aborted) return undefined
      if (known) facts.push(known)
      await yieldToEventLoop()
    }
    const asked = new Set(projects.map(({ summary }) => summary.id))
    findings.push(...findingsAcross(facts).filter(({ projectId }) => asked.has(projectId)))
    await yieldToEventLoop()
    if (signal.aborted) return undefined
    const all = indexed(findings, projects)
    for (let at = 0; at < all.length; at += mostTold) {
      tell({ kind: 'findings', findings: all.slice(at, at + mostTold) })
    }
    return { read }
  }
}

function indexed(findings: readonly RadarFinding[], projects: readonly ToLookAt[]): Indexed[] {
  const workspaces = new Map(projects.map(({ summary, workspace }) => [summary.id, workspace]))
  const byId = new Map(projects.map(({ summary }) => [summary.id, summary]))
  return findings.toSorted(worseFirst(byId)).map((finding) => {
    const { name, message, rule, projectId } = finding
    const project = byId.get(projectId)?.name ?? ''
    const words = [name, message, ruleWords[rule].title, project, workspaces.get(projectId)]
    return { finding, haystack: words.join('\n').toLowerCase() }
  })
}
