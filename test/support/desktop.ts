/**
 * The desktops that `scripts/lib/desktop/session.mjs` started, as environment variables of each (`DISPLAY`, the address of
 * the message bus with the keychain, `HOME`). None where the tests run on the person's own.
 */
export const desktops: readonly Record<string, string>[] = JSON.parse(
  process.env['SSO_WORKBENCH_DESKTOPS'] ?? '[]',
)

/** Ties this process, and what it starts, to the desktop of its Playwright worker. */
export function useOwnDesktop(): void {
  const worker = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)
  Object.assign(process.env, desktops[worker])
}
