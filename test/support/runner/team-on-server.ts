import type { useSsoServer } from './sso-server'

export const production = 'Northwind Production'
const slug = 'brave-lovelace-7k2m9x4q1d'
export const projectFile = `team/projects/${slug}.json`
export const publishFile = `team/publishes/${slug}.json`
/** Of an organization that is made in the file. */
const newOrganization = '30000000-0000-4000-8000-000000000003'
export const newSecret = 'canary-client-secret-4711'

type Server = Awaited<ReturnType<ReturnType<typeof useSsoServer>['start']>>

/** A team folder as `pull` writes it, with what people do in an editor. */
export async function teamOn(it: Server) {
  const pulled = await it.sso('pull', 'team', '--project', production)
  if (pulled.status !== 0) throw new Error(pulled.stderr)
  it.emulator.clearRequests()
  /** Changes the project's file as a person does. */
  function change(edit: (file: any) => void): void {
    const file = JSON.parse(it.read(projectFile))
    edit(file)
    it.put(projectFile, `${JSON.stringify(file, undefined, 2)}\n`)
  }
  const rename = (label = 'Tidewater Renamed') =>
    change(({ organizations }) => {
      const one = organizations.find(({ fields }: any) => fields.label.startsWith('Tidewater'))
      one.fields.label = label
    })
  const addCustomer = () =>
    change(({ organizations, connections }) => {
      const { mapper_file } = connections.find((item: any) => item.mapper_file !== undefined)
      organizations.push({
        id: newOrganization,
        fields: { label: 'Pebble', domains: ['pebble.example'] },
      })
      connections.push({
        protocol: 'oidc',
        id: 'pebble-okta',
        mapper_file,
        fields: {
          provider: 'generic',
          label: 'Pebble Okta',
          client_id: 'pebble',
          issuer_url: 'https://pebble.example',
          scope: ['openid'],
          organization_id: newOrganization,
        },
      })
    })
  /** A domain goes to an organization that offers nothing. */
  const lockOut = () =>
    change(({ organizations }) => {
      const one = organizations.find(({ fields }: any) =>
        fields.domains.includes('copperline.example'),
      )
      one.fields.domains = ['copperline-two.example']
      organizations.push({
        id: newOrganization,
        fields: { label: 'Empty', domains: ['copperline.example'] },
      })
    })
  const plan = (...more: string[]) => it.sso('plan', 'team', '--project', production, ...more)
  const apply = (...more: string[]) =>
    it.sso('apply', 'plan.json', '--project', production, '--production', production, ...more)
  return { change, rename, addCustomer, lockOut, plan, apply }
}
