/**
 * The larger parts of the services. Each is loaded at once, and main does nothing else meanwhile; between two of them
 * it answers the page of the first window, which loads at the same time.
 */
const parts = [
  () => import('../core/saml/metadata'),
  () => import('../core/mapper/lint/lint'),
  () => import('../core/ipc/contract'),
  () => import('../core/set-up-file/yaml-text'),
  () => import('./files/app-files'),
  () => import('./mapper/client'),
  () => import('./services/publish/publish'),
  () => import('./compose-estate'),
  () => import('./compose-mappers'),
]

const turn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve)
  })

/** Loads all that `compose` connects, part by part. */
export async function loadServices(): Promise<typeof import('./compose')> {
  for (const load of parts) {
    await load()
    await turn()
  }
  return import('./compose')
}
