// Runs before each file. Waiting may take longer than Vitest's default of one second on a machine that is
// doing something else.
import { vi } from 'vitest'

const patience = 20_000
type Patient = typeof vi & { isPatient?: true }

if (!(vi as Patient).isPatient) {
  const { waitFor, waitUntil } = vi
  const within = (options: Parameters<typeof waitFor>[1]) => options ?? { timeout: patience }
  Object.assign(vi, {
    isPatient: true,
    waitFor: ((act, options) => waitFor(act, within(options))) satisfies typeof waitFor,
    waitUntil: ((act, options) => waitUntil(act, within(options))) satisfies typeof waitUntil,
  })
}
