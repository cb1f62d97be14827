import type { Environment } from '../model/project'

/** Projects in the order of a publish of all of them: production last, else as they are given. */
export function publishOrder<Project extends { readonly environment: Environment }>(
  projects: readonly Project[],
): Project[] {
  const rank = ({ environment }: Project) => (environment === 'production' ? 1 : 0)
  return projects.toSorted((left, right) => rank(left) - rank(right))
}
