import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function allOrganizationsHandlers({ allOrganizations, who }: HandlerDeps) {
  return {
    'all-organizations.list': (input, { signal }) => allOrganizations.list(input, signal),
    'all-organizations.addresses': (input) => who.addresses(input),
    'all-organizations.copy': (input, { signal }) => allOrganizations.copy(input, signal),
    'who.find': (input) => who.find(input),
  } satisfies Partial<Handlers>
}
