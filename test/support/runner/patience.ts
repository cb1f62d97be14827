// Runs before each file. Waiting may take longer than Vitest's default of one second on a machine that is
// doing something else. The search for the smallest counterexample of a property ends after a while, with the smallest
// found so far: no time limit of Vitest ends work that does not wait. Properties use the seed of the run.
import fc from 'fast-check'
import { vi } from 'vitest'
import { seed } from '../../soak/size'

const patience = 20_000
const longestProperty = 120_000
type Patient = typeof vi & { isPatient?: true }

if (!(vi as Patient).isPatient) {
  const { waitFor, waitUntil } = vi
  const within = (options: Parameters<typeof waitFor>[1]) => options ?? { timeout: patience }
  fc.configureGlobal({
    ...fc.readConfigureGlobal(),
    seed,
    interruptAfterTimeLimit: longestProperty,
  })
  Object.assign(vi, {
    isPatient: true,
    waitFor: ((act, options) => waitFor(act, within(options))) satisfies typeof waitFor,
    waitUntil: ((act, options) => waitUntil(act, within(options))) satisfies typeof waitUntil,
  })
}
