import { randomBytes, randomUUID } from 'node:crypto'
import { identityConfig, otherServices } from '../demo/identity-config'
import { ApiError } from '../state/errors'
import { checkChoices, checkTexts, refuse, regions } from '../state/field-checks'
import { isObject, textOf } from '../state/json'
import type { StoredProject } from '../state/types'
import type { Answer, Call } from './call'

const environments = ['prod', 'stage', 'dev']

/** A project without organizations and connections, in a workspace that the key can access. */
export function createProject(call: Call): Answer {
  const { body, world, workspaces } = call
  if (!isObject(body)) throw new ApiError(400, 'expected an object as body')
  checkTexts(body, ['name', 'workspace_id'], 'project')
  checkChoices(body, { environment: environments, home_region: regions }, 'project')
  const { name, environment } = body
  if (typeof name !== 'string' || name === '') refuse('project', 'missing properties: "name"')
  if (environment === undefined) refuse('project', 'missing properties: "environment"')
  const workspace = textOf(body['workspace_id'] ?? workspaces[0])
  if (!workspaces.includes(workspace))
    throw new ApiError(403, 'The workspace does not exist or you have no access to it.')
  const now = new Date().toISOString()
  const slug = `calm-noether-${randomBytes(5).toString('hex')}`
  const host = `${slug}.projects.oryapis.com`
  const appUrl = `https://${host}/ui`
  const config = identityConfig({
    host,
    appUrl,
    sessionLifespan: '72h0m0s',
    oidc: { enabled: false, config: { providers: [] } },
    saml: { enabled: false, config: { providers: [] } },
  })
  const project: StoredProject = {
    id: randomUUID(),
    workspace_id: workspace,
    name,
    slug,
    state: 'running',
    // `checkChoices` has refused any other.
    environment: environment as StoredProject['environment'],
    home_region: textOf(body['home_region'] ?? 'eu-central'),
    revision_id: randomUUID(),
    created_at: now,
    updated_at: now,
    hosts: [host],
    organizations: [],
    services: { identity: { config }, ...otherServices(host, appUrl) },
    cors_public: { enabled: false, origins: [] },
    cors_admin: { enabled: false, origins: [] },
  }
  return { status: 201, body: world.document(world.add(project)) }
}
