import { largeState } from './large-state'
import { faultKinds, type FaultKind } from './fault-kinds'
import type { FaultRule } from './fault-rule'
import type { EmulatorOptions } from './options'
import { routes } from '../../src/emulator/routes'

/** The parsed command line. */
export interface Wanted {
  options: EmulatorOptions
  faults: FaultRule[]
}

export interface Switch {
  name: string
  /** Placeholder of its value; absent for a switch without one. */
  value?: string
  help: string
  /** May be given several times. */
  repeats?: boolean
  /** Throws UsageError for an invalid value. */
  apply: (wanted: Wanted, value: string) => void
}

export class UsageError extends Error {}

/** `faultKinds`, and faults whose outcome differs between operations. */
export const namedFaults: readonly Pick<FaultKind, 'name' | 'rule' | 'explains'>[] = [
  ...faultKinds,
  {
    name: 'other-writer',
    rule: { otherWriter: true },
    explains: 'before the request, another writer renames an organization: the revision moves',
  },
]

/** Possible values of `operation` in a fault: the operations of the API, and reading a stored text. */
export const operationIds: readonly string[] = [
  ...routes.map(([, , operationId]) => operationId),
  'getStoredContent',
]

type Key = keyof EmulatorOptions

function number(name: string, key: Key, help: string, most = Number.MAX_SAFE_INTEGER): Switch {
  return {
    name,
    value: 'N',
    help,
    apply({ options }, text) {
      Object.assign(options, { [key]: wholeNumber(name, text, most) })
    },
  }
}

function choice(name: string, key: Key, values: readonly string[], help: string): Switch {
  return {
    name,
    value: values.join('|'),
    help,
    apply({ options }, text) {
      if (!values.includes(text)) {
        throw new UsageError(`--${name} takes ${values.join(', ')}; not "${text}"`)
      }
      Object.assign(options, { [key]: /^\d+$/.test(text) ? Number(text) : text })
    },
  }
}

function flag(name: string, key: Key, help: string, value = true): Switch {
  return { name, help, apply: ({ options }) => void Object.assign(options, { [key]: value }) }
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > most) {
    throw new UsageError(`--${name} takes a whole number; not "${text}"`)
  }
  return value
}

export const switches: readonly Switch[] = [
  number('port', 'port', 'port of the API (default: any free one)', 65_535),
  number(
    'storage-port',
    'storagePort',
    'port of the storage for mappers and SAML metadata (default: any free one)',
    65_535,
  ),
  {
    name: 'large',
    value: 'ORGS,CONNECTIONS',
    help: 'one generated project of that size instead of the demo',
    apply({ options }, text) {
      const [organizations = '', connections, ...more] = text.split(',')
      if (connections === undefined || more.length > 0)
        throw new UsageError(`--large takes two numbers; not "${text}"`)
      options.state = largeState({
        organizations: wholeNumber('large', organizations, 100_000),
        connections: wholeNumber('large', connections, 100_000),
      })
    },
  },
  {
    name: 'fault',
    value: 'NAME[:WHEN,…]',
    help: 'do this to requests; WHEN is operation=ID, times=N or always, probability=0..1',
    repeats: true,
    apply: ({ faults }, text) => void faults.push(toRule(text)),
  },
  number('seed', 'seed', 'seed of the probabilities (default 1)', 2 ** 32 - 1),
  {
    name: 'rate-limit',
    value: '[BUCKET=]S,M',
    help: 'requests in a second and a minute, of backoffice-admin-low, -medium or both',
    repeats: true,
    apply({ options }, text) {
      const match = /^(?:(backoffice-admin-(?:low|medium))=)?(\d+),(\d+)$/.exec(text)
      if (!match) throw new UsageError(`--rate-limit takes [BUCKET=]S,M; not "${text}"`)
      const limit = { perSecond: Number(match[2]), perMinute: Number(match[3]) }
      const both = ['backoffice-admin-low', 'backoffice-admin-medium']
      const buckets = match[1] === undefined ? both : [match[1]]
      options.rateLimits = {
        ...options.rateLimits,
        ...Object.fromEntries(buckets.map((bucket) => [bucket, limit])),
      }
    },
  },
  number('stale-ms', 'staleReadsForMs', 'after a write, reads see the old state for so long'),
  number('stale-reads', 'staleReadsAfterWrite', 'after a write, so many reads see the old state'),
  choice(
    'organization-requests',
    'organizationRequests',
    ['served', 'gone', 'forbidden'],
    'the organization endpoints are served, gone or forbidden',
  ),
  choice(
    'organization-gone-status',
    'organizationGoneStatus',
    ['410', '404', '405'],
    'how gone is said',
  ),
  flag(
    'refuse-organization-requests',
    'refuseOrganizationRequests',
    'the plan has no organization endpoints',
  ),
  flag(
    'keep-revision',
    'organizationWritesMoveRevision',
    'organization endpoints leave the revision as it is',
    false,
  ),
  choice(
    'organization-ids',
    'organizationIds',
    ['kept', 'replaced', 'refused'],
    'ids that a client chose for new organizations in a patch',
  ),
  choice(
    'deleted-organization-leaves',
    'deletedOrganizationLeaves',
    ['connections-kept', 'connections-detached', 'connections-deleted'],
    'what becomes of connections of a deleted organization',
  ),
  flag(
    'old-organization-members',
    'oldOrganizationMembers',
    'organizations have project_id and updated_at',
  ),
  flag('normalize-organizations', 'normalizeOrganizations', 'labels and domains are normalized'),
  flag('refuse-duplicate-domains', 'refuseDuplicateDomains', 'a domain belongs to one only'),
  choice(
    'secrets-read-as',
    'secretsReadAs',
    ['absent', 'empty', 'masked'],
    'how stored secrets are read',
  ),
  choice(
    'secrets-written-back',
    'secretsWrittenBack',
    ['as-sent', 'refused', 'kept', 'emptied', 'masked'],
    'what a connection written back as a whole does to its stored secret',
  ),
  choice(
    'unshown-written-back',
    'unshownWrittenBack',
    ['lost', 'kept'],
    'and to its state and auto_link',
  ),
  flag('patch-takes-test', 'patchTakesTest', 'a JSON Patch may hold test'),
  choice(
    'disabled-in-document',
    'disabledInDocument',
    ['hidden-state', 'shown', 'absent'],
    'how a project shows a disabled connection',
  ),
  choice(
    'normalized-requests',
    'normalizedRequests',
    ['served', 'absent', 'forbidden', 'read-only'],
    'the normalized form is served, absent, forbidden or only read',
  ),
  choice(
    'normalized-patch-answers',
    'normalizedPatchAnswers',
    ['normalized', 'document'],
    'the answer to its patch',
  ),
  choice(
    'scim-clients-without-id',
    'scimClientsWithoutId',
    ['matched', 'new'],
    'what a SCIM client is taken for that is written without the id of its row',
  ),
  choice(
    'scim-clients-without-secret',
    'scimClientsWithoutSecret',
    ['stored', 'refused'],
    'what becomes of a SCIM client that is written without a secret',
  ),
  choice(
    'scim-filters',
    'scimFilters',
    ['indexed', 'any'],
    'the filters that SCIM servers take: eq on a few attributes, or any',
  ),
  flag('refuse-custom-domains', 'refuseCustomDomains', 'no custom domains'),
  flag('refuse-auto-link', 'refuseAutoLink', 'the plan has no auto link'),
  flag('refuse-get-workspace', 'refuseGetWorkspace', '403 for one workspace'),
  flag('refuse-list-projects', 'refuseListProjects', '403 for the list of all projects'),
  number('projects-page-size', 'projectsPageSize', 'pages the projects of a workspace', 1_000),
  {
    name: 'flat-errors',
    value: 'OPERATION',
    help: 'errors of this operation come in the flat form',
    repeats: true,
    apply({ options }, text) {
      options.flatErrors = [...(options.flatErrors ?? []), knownOperation(text)]
    },
  },
]

function toRule(text: string): FaultRule {
  const [name = '', ...rest] = text.split(':')
  const found = namedFaults.find((item) => item.name === name)
  if (!found) throw new UsageError(`No fault "${name}"; --list-faults names all`)
  const rule: FaultRule = { ...found.rule, times: 1 }
  for (const part of rest.join(':').split(',').filter(Boolean)) {
    const [key = '', value = ''] = part.split('=')
    if (key === 'operation') rule.operation = knownOperation(value)
    else if (key === 'times') {
      rule.times = value === 'always' ? Infinity : wholeNumber('fault times', value, 1_000_000)
    } else if (key === 'probability') {
      const probability = Number(value)
      if (!(probability >= 0 && probability <= 1) || value === '')
        throw new UsageError(`A probability lies between 0 and 1; not "${value}"`)
      rule.probability = probability
    } else {
      throw new UsageError(`A fault takes operation, times and probability; not "${key}"`)
    }
  }
  // A probability that applies only once would hardly ever be noticed.
  if (rule.probability !== undefined && !/times=/.test(text)) rule.times = Infinity
  return rule
}

function knownOperation(text: string): string {
  if (!operationIds.includes(text))
    throw new UsageError(`No operation "${text}"; --list-faults names all`)
  return text
}
