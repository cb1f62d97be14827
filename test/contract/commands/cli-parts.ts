import type { CliProject } from './cli-bench'

export const config = '/services/identity/config'
export const methods = '/selfservice/methods'
export const providers = `${config}${methods}/oidc/config/providers`
export const meadowlark = '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8'
export const schema = JSON.stringify({ type: 'object', properties: {} })
export const encoded = (text: string) => `base64://${Buffer.from(text).toString('base64')}`

export const okta = {
  id: 'made',
  provider: 'generic',
  label: 'Löwe “Okta” $(x)',
  organization_id: meadowlark,
  client_id: 'client',
  client_secret: 'a-secret',
  issuer_url: 'https://id.customer.example',
  mapper_url: encoded('{ identity: { traits: {} } }'),
  scope: ['openid', 'email'],
}
export const json = ['--format', 'json'] as const
export const own = ({ id }: CliProject) => ['--project', id, ...json] as const
export const path = ({ id }: CliProject) => `/projects/${id}`
export const list = ({ id }: CliProject) => `/projects/${id}/organizations`

export type Arguments = (project: CliProject) => readonly string[] | Promise<readonly string[]>
/** The CLI prints what its client's types do not know beside the rest. */
export const printed = (body: object) => ({ AdditionalProperties: {}, ...body })

export const operation = (op: string, where: string, value?: unknown) =>
  value === undefined ? { op, path: where } : { op, path: where, value }
export const patch = (project: CliProject, ...operations: object[]) =>
  project.call('PATCH', path(project), operations)
export const patchProject = (project: CliProject, ...more: string[]) => [
  'patch',
  'project',
  ...own(project),
  '-y',
  ...more,
]
export const patchIdentity = (project: CliProject, ...more: string[]) => [
  'patch',
  'identity-config',
  ...own(project),
  '-y',
  ...more,
]

/** The project as `PUT` takes it, with another identity configuration. */
export async function putIdentity(
  project: CliProject,
  change: (config: any) => void,
): Promise<unknown> {
  const { body } = await project.call('GET', path(project))
  const { name, cors_public, cors_admin, organizations, services } = body
  change(services.identity.config)
  return project.call('PUT', path(project), {
    name,
    cors_public,
    cors_admin,
    organizations,
    services: { identity: services.identity },
  })
}
export async function identityFile(
  project: CliProject,
  change: (config: any) => void,
): Promise<string> {
  const read = await project.ory(['get', 'identity-config', ...own(project)])
  const identity = JSON.parse(read.output)
  change(identity)
  return project.file('identity.json', identity)
}
export const updateIdentity = async (project: CliProject, change: (config: any) => void) => [
  'update',
  'identity-config',
  ...own(project),
  '-y',
  '--file',
  await identityFile(project, change),
]
export const withOkta = (identity: any) =>
  void identity.selfservice.methods.oidc.config.providers.push(okta)
export const withSchema = (identity: any) => {
  identity.identity = { default_schema_id: 'mine', schemas: [{ id: 'mine', url: encoded(schema) }] }
}
