import type { Page } from '@playwright/test'
import { oidcProviders, type EmulatorOptions } from '../../emulator'
import type { RunningApp } from './app'
import { signInClient, startSignInProvider } from '../identity-providers/sign-in'
import { answerQuestions } from './native-dialogs'
import * as ui from './screens'
import { demo, test as base, type Workbench } from './workbench'

/** The connection of the staging project that tests sign in with. */
export const tried = { label: 'Pilot Keycloak', slug: 'quiet-noether-3v8c5t0z6p' } as const

/** What a page may try: something without TLS, and a window of its own. */
const inPage =
  '<img src="http://192.0.2.1/x.png" alt=""><a target="_blank" href="https://example.com/">More</a>'

export const test = base.extend<{ provider: Awaited<ReturnType<typeof startSignInProvider>> }>({
  /** A real identity provider behind the connection “Pilot Keycloak” of the staging project. */
  provider: async ({ workbench }: { workbench: Workbench }, use) => {
    const { emulator } = workbench
    const entry = () => {
      const project = emulator.state().projects.find(({ id }) => id === demo.staging.id)
      return project && oidcProviders(project).find(({ id }) => id === 'pilot-keycloak')
    }
    const methods = `${emulator.apiAddress}/project-hosts/${tried.slug}/self-service/methods/oidc`
    const callback = `organization/${String(entry()?.['organization_id'])}/callback/pilot-keycloak`
    const provider = await startSignInProvider({
      redirectUris: [`${methods}/${callback}`],
      inPage,
    })
    setProvider(workbench, {
      issuer_url: provider.issuer,
      client_id: signInClient.id,
      client_secret: signInClient.secret,
    })
    await use(provider)
    await provider.close()
  },
})

/** The stand-in runs the mapper of the connection as one that takes the address. */
export const triedOptions: EmulatorOptions = {
  evaluateMapper: ({ claims }) =>
    Promise.resolve({
      output: { identity: { traits: { email: claims['email'] ?? null } } },
      missing: ['/traits/name'],
    }),
}

export function setProvider({ emulator }: Workbench, members: object): void {
  emulator.edit((state) => {
    const project = state.projects.find(({ id }) => id === demo.staging.id)
    const found = project && oidcProviders(project).find(({ id }) => id === 'pilot-keycloak')
    if (found) Object.assign(found, members)
  })
}

/** Opens the dialog of the connection and the window of its sign-in. */
export async function beginSignIn(running: RunningApp): Promise<Page> {
  const { app, page } = running
  await answerQuestions(running, 'Try sign-in')
  const opened = app.waitForEvent('window')
  await ui.button(ui.dialog(page, 'Try sign-in'), /^(Open the sign-in|Try again)$/).click()
  return opened
}

export async function openTrial({ page }: RunningApp) {
  const connection = await ui.chooseConnection(page, tried.label)
  await ui.button(connection, 'Try sign-in').click()
  return ui.dialog(page, 'Try sign-in')
}

export async function signIn(window: Page): Promise<void> {
  await window.getByRole('textbox', { name: 'Name' }).fill('grace')
  await window.getByRole('button', { name: 'Sign in' }).click()
}
