import { commasFirst } from '../language/listed'
import { t } from '../language/translate'
import { textMember } from '../model/json-value'
import type { ProjectSummary } from '../model/project'
import type { Target } from '../intents/intents'
import { domainsOf } from '../sign-in-ways/facts'
import type { RadarFinding } from './finding'
import { connectionLabel, findingsOf, organizationLabel, type RadarProject } from './radar-project'
import type { SetUpConnection, SetUpOrganization } from '../model/set-up'

/** What rules over several projects need of one; small, so that those of all projects are kept. */
export interface ProjectFacts {
  readonly summary: ProjectSummary
  readonly domains: ReadonlyMap<string, Named>
  /** By key of the connection: those with an issuer. */
  readonly issuers: ReadonlyMap<string, Named & { readonly issuer: string }>
}

interface Named {
  readonly target: Target
  readonly name: string
}

const ofOrganization = (organization: SetUpOrganization): Named => ({
  target: { kind: 'organization', key: organization.key },
  name: organizationLabel(organization),
})
const ofConnection = (connection: SetUpConnection): Named => ({
  target: { kind: 'connection', key: connection.key },
  name: connectionLabel(connection),
})

/** Takes from a project what the rules over several projects need. */
export function factsOf({ summary, setUp }: Pick<RadarProject, 'summary' | 'setUp'>): ProjectFacts {
  const domains = new Map<string, Named>()
  for (const organization of setUp.organizations) {
    for (const domain of domainsOf(organization)) {
      if (!domains.has(domain)) domains.set(domain, ofOrganization(organization))
    }
  }
  const issuers = new Map<string, Named & { readonly issuer: string }>()
  for (const connection of setUp.connections) {
    const issuer = textMember(connection.fields, 'issuer_url')
    if (issuer) issuers.set(connection.key, { ...ofConnection(connection), issuer })
  }
  return { summary, domains, issuers }
}

/** A rule over all projects. */
export type AcrossRule = (projects: readonly ProjectFacts[]) => RadarFinding[]

const isLive = ({ summary }: ProjectFacts) => summary.state !== 'deleted'

/** A domain is claimed in several projects of one environment. */
export const domainElsewhere: AcrossRule = (projects) => {
  const holders = new Map<string, ProjectFacts[]>()
  for (const project of projects.filter(isLive)) {
    for (const domain of project.domains.keys()) {
      const name = `${project.summary.environment} ${domain}`
      const list = holders.get(name)
      if (list) list.push(project)
      else holders.set(name, [project])
    }
  }
  return [...holders].flatMap(([name, holding]) => {
    if (holding.length < 2) return []
    const domain = name.slice(name.indexOf(' ') + 1)
    return holding.flatMap((project) => {
      const organization = project.domains.get(domain)
      if (!organization) return []
      const others = holding
        .filter((other) => other !== project)
        .map((other) =>
          t('“{name}” in {project}', {
            name: other.domains.get(domain)?.name ?? '',
            project: other.summary.name,
          }),
        )
      const { around } = findingsOf(project.summary.id, 'domain-elsewhere')
      const message = t('{domain} also belongs to {owners}, in the same environment', {
        domain,
        owners: commasFirst(others, 2),
      })
      const facts = holding
        .filter((other) => other !== project)
        .map((other) => `${other.summary.id} ${other.domains.get(domain)?.target.key ?? ''}`)
      const more = { ...organization, facts }
      return [{ ...around('info', message, domain, more), field: 'domains' }]
    })
  })
}

const environmentRank = { production: 0, staging: 1, development: 2 } as const
const withoutEnd = (issuer: string) => issuer.trim().replace(/\/+$/, '').toLowerCase()

/**
 * A connection has another issuer than the one with the same ID in the workspace's most careful
 * environment that has it, production before staging before development.
 */
export const issuerDiffers: AcrossRule = (projects) => {
  const byName = new Map<string, ProjectFacts[]>()
  for (const project of projects.filter(isLive)) {
    for (const key of project.issuers.keys()) {
      const name = `${project.summary.workspaceId} ${key}`
      const list = byName.get(name)
      if (list) list.push(project)
      else byName.set(name, [project])
    }
  }
  return [...byName].flatMap(([name, holding]) => {
    const key = name.slice(name.indexOf(' ') + 1)
    const [first, ...others] = holding.toSorted(
      (left, right) =>
        environmentRank[left.summary.environment] - environmentRank[right.summary.environment],
    )
    const reference = first?.issuers.get(key)
    if (!first || !reference) return []
    return others.flatMap((project) => {
      const own = project.issuers.get(key)
      const isOther = project.summary.environment !== first.summary.environment
      if (!own || !isOther || withoutEnd(own.issuer) === withoutEnd(reference.issuer)) return []
      const { around } = findingsOf(project.summary.id, 'issuer-differs')
      const message = t('Its issuer is {issuer}; {project} has {other} under the same ID', {
        issuer: own.issuer,
        project: first.summary.name,
        other: reference.issuer,
      })
      const detail = `${withoutEnd(own.issuer)} ${withoutEnd(reference.issuer)}`
      return [{ ...around('info', message, detail, own), field: 'issuer_url' }]
    })
  })
}
