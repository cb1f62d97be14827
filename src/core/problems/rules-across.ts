import { commasFirst } from '../language/listed'
import { t } from '../language/translate'
import { environmentRank, type ProjectFacts } from './known-project'
import { rule } from './rule'

/** Projects with a domain that each problem of it knows: a broken folder may have thousands. */
const mostProjects = 100

const isLive = ({ summary }: ProjectFacts) => summary.state !== 'deleted'

/** Projects by a name that several of them may have. */
function byName(
  projects: readonly ProjectFacts[],
  namesOf: (project: ProjectFacts) => Iterable<string>,
): Map<string, ProjectFacts[]> {
  const found = new Map<string, ProjectFacts[]>()
  for (const project of projects.filter(isLive)) {
    for (const name of namesOf(project)) {
      const list = found.get(name)
      if (list) list.push(project)
      else found.set(name, [project])
    }
  }
  return found
}

/** A domain is claimed in several projects of one environment. */
export const domainElsewhere = rule({
  id: 'domain-elsewhere',
  title: t('Domain in another project'),
  badge: t('Domain elsewhere'),
  why: t(
    'This is right if a customer uses both applications. Otherwise one of the projects sends people to the wrong place.',
  ),
  remedy: t(
    'Remove the domain from the project that the customer does not use, or silence the finding.',
  ),
  across(projects) {
    const holders = byName(projects, ({ summary, domains }) =>
      [...domains.keys()].map((domain) => `${summary.environment} ${domain}`),
    )
    return [...holders].flatMap(([name, holding]) => {
      if (holding.length < 2) return []
      const domain = name.slice(name.indexOf(' ') + 1)
      const named = holding.slice(0, mostProjects + 1)
      return holding.flatMap((project) => {
        const organization = project.domains.get(domain)
        if (!organization) return []
        const others = named.filter((other) => other !== project).slice(0, mostProjects)
        const owners = others.slice(0, 2).map((other) =>
          t('“{name}” in {project}', {
            name: other.domains.get(domain)?.name ?? '',
            project: other.summary.name,
          }),
        )
        return [
          {
            ...organization,
            projectId: project.summary.id,
            severity: 'info',
            message: t('{domain} also belongs to {owners}, in the same environment', {
              domain,
              owners: commasFirst(owners, 2, holding.length - 1),
            }),
            field: 'domains',
            detail: domain,
            facts: others.map(
              (other) => `${other.summary.id} ${other.domains.get(domain)?.target.key ?? ''}`,
            ),
          },
        ]
      })
    })
  },
})

const withoutEnd = (issuer: string) => issuer.trim().replace(/\/+$/, '').toLowerCase()

/**
 * A connection has another issuer than the one with the same ID in the workspace's most careful
 * environment that has it.
 */
export const issuerDiffers = rule({
  id: 'issuer-differs',
  title: t('Issuer differs between environments'),
  badge: t('Issuer differs'),
  why: t('A test in one environment says little about another with a different identity provider.'),
  remedy: t(
    'Silence the finding if each environment has its own identity provider; otherwise correct the issuer.',
  ),
  across(projects) {
    const holders = byName(projects, ({ summary, issuers }) =>
      [...issuers.keys()].map((key) => `${summary.workspaceId} ${key}`),
    )
    return [...holders].flatMap(([name, holding]) => {
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
        const { issuer, target } = own
        return [
          {
            target,
            name: own.name,
            projectId: project.summary.id,
            severity: 'info',
            message: t('Its issuer is {issuer}; {project} has {other} under the same ID', {
              issuer,
              project: first.summary.name,
              other: reference.issuer,
            }),
            field: 'issuer_url',
            detail: `${withoutEnd(issuer)} ${withoutEnd(reference.issuer)}`,
          },
        ]
      })
    })
  },
})
