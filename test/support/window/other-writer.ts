import { demo, projectState, type Workbench } from './workbench'

/** Another writer sets the mapper of a connection of Northwind Staging. */
export function giveMapper({ emulator }: Workbench, id: string, text: string): void {
  emulator.edit((state: any) => {
    const project = state.projects.find((item: any) => item.id === demo.staging.id)
    const { providers } = project.services.identity.config.selfservice.methods.oidc.config
    const entry = providers.find((item: any) => item.id === id)
    entry.mapper_url = `base64://${Buffer.from(text).toString('base64')}`
  })
}

/** The text of a connection's mapper in the emulator. */
export function mapperOf({ emulator }: Workbench, id: string): string {
  const project = projectState(emulator, demo.staging.id)
  const { providers } = project.services.identity.config.selfservice.methods.oidc.config
  const address: string = providers.find((item: any) => item.id === id).mapper_url
  const hash = /([0-9a-f]{128})/.exec(address)?.[1] ?? ''
  return (emulator.state() as any).content[hash]
}
