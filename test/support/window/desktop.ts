/**
 * The desktops started by `scripts/lib/desktop/session.mjs`, as the environment variables of each (`DISPLAY`, the address of
 * the message bus with the keychain, `HOME`). Empty if the tests run on the person's own desktop.
 */
export const desktops: readonly Record<string, string>[] = JSON.parse(
  process.env['SSO_WORKBENCH_DESKTOPS'] ?? '[]',
)

/** Connects this process, and its children, to the desktop of its Playwright worker. */
export function useOwnDesktop(): void {
  const worker = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)
  Object.assign(process.env, desktops[worker])
}
